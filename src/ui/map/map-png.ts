/** Pixels of the picture for each unit of the drawing. */
const density = 2;

/** Copies an SVG to the clipboard as PNG. Returns what to say about it; never rejects. */
export async function copyAsPng(svg: string): Promise<string> {
  try {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * density;
    canvas.height = image.height * density;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, "image/png");
    });
    if (!png) return "The browser could not make the picture.";
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    return "Copied the map as PNG";
  } catch {
    return "The browser blocked the clipboard.";
  }
}
