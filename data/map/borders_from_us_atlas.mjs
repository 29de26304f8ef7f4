// Makes us-borders.tsv.gz out of counties-10m.json of the npm package us-atlas (see SOURCES.md):
//
//   npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
//   node data/map/borders_from_us_atlas.mjs package/counties-10m.json
//
// A border is told once, with the county on either side of it, so that whoever draws can tell the
// line of a state from the line of a county, and each line is in the file a single time.

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const perDegree = 1000; // a hundred metres: finer than any map we draw
const atlas = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { scale, translate } = atlas.transform;

const sides = atlas.arcs.map(() => []);
const counties = [];
for (const county of atlas.objects.counties.geometries) {
  counties.push(`county\t${county.id}\t${county.properties.name}`);
  const rings = county.type === 'Polygon' ? [county.arcs] : (county.arcs ?? []);
  for (const arc of rings.flat(2)) sides[arc < 0 ? ~arc : arc].push(county.id);
}

const borders = atlas.arcs.map((arc, at) => {
  let [x, y] = [0, 0];
  let last;
  const steps = [];
  // The last of the Aleutians lie behind the date line; a map of Alaska shows them beside the others.
  const alaskan = sides[at].some((county) => county.startsWith('02'));
  for (const [dx, dy] of arc) {
    [x, y] = [x + dx, y + dy];
    const degrees = x * scale[0] + translate[0];
    const point = [alaskan && degrees > 0 ? degrees - 360 : degrees, y * scale[1] + translate[1]].map((one) => Math.round(one * perDegree));
    const step = last ? [point[0] - last[0], point[1] - last[1]] : point;
    if (step[0] !== 0 || step[1] !== 0) steps.push(step.join(' '));
    last = point;
  }
  const [one = '', other = ''] = sides[at].sort();
  return `border\t${one}\t${other}\t${steps.join(' ')}`;
});

const lines = [...counties.sort(), ...borders].join('\n') + '\n';
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), 'us-borders.tsv.gz'), gzipSync(lines, { level: 9 }));
