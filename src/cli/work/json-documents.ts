/** Whether a text is JSON, or several JSON documents one after another, as a loop of AWS CLI commands prints them. */
export function isJsonDocuments(text: string): boolean {
  let begin = 0;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth > 0) continue;
      if (!isJson(text.slice(begin, at + 1))) return false;
      begin = at + 1;
    }
  }
  const rest = text.slice(begin);
  return rest.trim() === "" ? begin > 0 : isJson(rest);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
