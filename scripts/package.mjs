// @ts-check
import { buildPackage } from "./package/build.mjs";
import { sizesOf } from "./package/sizes.mjs";
import { heading } from "./steps.mjs";

// npm run package   builds Keyhole for other programs, dist-package/keyhole-VERSION.tgz, and prints what is in it

heading("Package");
const { folder, tarball } = await buildPackage("dist-package");
console.log(sizesOf(folder));
console.log(`\n${tarball}`);
