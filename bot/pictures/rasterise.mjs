// Draws each SVG of openmoji/ as a PNG beside it, and turns written words into outlines. See SOURCES.md.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Resvg } = createRequire(`${process.cwd()}/`)("@resvg/resvg-js");
const WIDTH = 320; // a tile's picture on Telegram is drawn at 300 pixels
const here = new URL(".", import.meta.url).pathname;
const font = {
  loadSystemFonts: false,
  fontFiles: ["arabic", "latin"].map((script) => `${here}fonts/vazirmatn-bold-${script}.ttf`),
  defaultFontFamily: "Vazirmatn",
};

for (const file of readdirSync(`${here}openmoji`).filter((name) => name.endsWith(".svg"))) {
  const path = `${here}openmoji/${file}`;
  const source = readFileSync(path, "utf8");
  const drawn = new Resvg(source, { fitTo: { mode: "width", value: WIDTH }, font });
  if (source.includes("<text")) writeFileSync(path, `${drawn.toString()}\n`);
  writeFileSync(path.replace(/svg$/, "png"), drawn.render().asPng());
}
