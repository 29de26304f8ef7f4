// Makes us-borders.tsv.gz out of counties-10m.json of the npm package us-atlas (see SOURCES.md):
//
//   npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
//   node data/map/borders_from_us_atlas.mjs package/counties-10m.json
//
// A border of counties is told once, with the county on either side of it; the borders of states are
// told again as long lines, so that a map of the country is drawn in few strokes.

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

/** The points of an arc, in whole steps of our grid. */
function pointsOf(arc, at) {
  let [x, y] = [0, 0];
  // The last of the Aleutians lie behind the date line; a map of Alaska shows them beside the others.
  const alaskan = sides[at].some((county) => county.startsWith('02'));
  return arc.map(([dx, dy]) => {
    [x, y] = [x + dx, y + dy];
    const degrees = x * scale[0] + translate[0];
    return [alaskan && degrees > 0 ? degrees - 360 : degrees, y * scale[1] + translate[1]].map((one) => Math.round(one * perDegree));
  });
}

/** "-95366 29757 12 -3": the first point, then the steps. */
function told(points) {
  const steps = points.map((point, i) => (i === 0 ? point : [point[0] - points[i - 1][0], point[1] - points[i - 1][1]]));
  return steps.filter(([x, y], i) => i === 0 || x !== 0 || y !== 0).map((step) => step.join(' ')).join(' ');
}

/** Arcs that go on from one another become one line: a map of the country has a few hundred lines, not thousands. */
function joined(arcs) {
  const open = arcs.map((points) => [...points]);
  const lines = [];
  const key = (point) => point.join();
  while (open.length > 0) {
    let line = open.pop();
    for (let next = 0; next >= 0; ) {
      const [first, last] = [key(line[0]), key(line.at(-1))];
      next = first === last ? -1 : open.findIndex((points) => [first, last].includes(key(points[0])) || [first, last].includes(key(points.at(-1))));
      if (next < 0) break;
      let [points] = open.splice(next, 1);
      if (key(points[0]) !== last && key(points.at(-1)) !== last) line.reverse();
      if (key(points[0]) !== key(line.at(-1))) points.reverse();
      line = [...line, ...points.slice(1)];
    }
    lines.push(line);
  }
  return lines;
}

const arcs = atlas.arcs.map(pointsOf);
const borders = arcs.map((points, at) => {
  const [one = '', other = ''] = sides[at].sort();
  return `border\t${one}\t${other}\t${told(points)}`;
});

const betweenStates = new Map();
arcs.forEach((points, at) => {
  const [one = '', other = ''] = sides[at].map((county) => county.slice(0, 2)).sort();
  if (one === other) return;
  betweenStates.set(`${one}\t${other}`, [...(betweenStates.get(`${one}\t${other}`) ?? []), points]);
});
const states = [...betweenStates].sort().flatMap(([pair, its]) => joined(its).map((line) => `state\t${pair}\t${told(line)}`));

const lines = [...counties.sort(), ...states, ...borders].join('\n') + '\n';
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), 'us-borders.tsv.gz'), gzipSync(lines, { level: 9 }));
