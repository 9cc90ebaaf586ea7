// Takes the icons named in icons.json out of the installed @tabler/icons and writes them as one file
// (name -> shapes), which the template tag {% icon %} puts in the page. Run by script/assets.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const build = new URL("../static/core/build/", import.meta.url);
const { resolve } = createRequire(import.meta.url);

const shapes = (name) => {
  const svg = readFileSync(resolve(`@tabler/icons/outline/${name}.svg`), "utf8");
  const inside = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return inside.replace(/\s*\n\s*/g, "");
};

const names = JSON.parse(readFileSync(new URL("icons.json", import.meta.url), "utf8"));
mkdirSync(build, { recursive: true });
writeFileSync(new URL("icons.json", build), JSON.stringify(Object.fromEntries(names.map((name) => [name, shapes(name)]))));
