// What the page of a report uses of Observable Plot and D3; esbuild leaves the rest out.
export { axisX, axisY, barY, dot, geo, plot, ruleX, ruleY, text } from "@observablehq/plot";
export { geoMercator } from "d3-geo";
