/** The style of the page, light and dark. Every text has a contrast of at least 4.5 to what is behind it. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f8; --card: #ffffff; --text: #1b2126; --soft: #56616b; --edge: #dfe3e7; --grid: #e6e9ec;
  --one: #3c4650; --whisker: #1b2126; --track: #c9352b;
  --c: #7b8791; --berkeley: #1668b8; --node: #b8660a; --other: #7a4fb0; --failed: #b3261e; --link: #125a9f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181c; --card: #1c2126; --text: #e6eaed; --soft: #a3aeb8; --edge: #2e353c; --grid: #2b3238;
    --one: #b4bec7; --whisker: #e6eaed; --track: #ff8a80;
    --c: #7f8c97; --berkeley: #4c9fe6; --node: #dd9440; --other: #b08be0; --failed: #ff8a80; --link: #7bbcf5;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
main { max-width: 1320px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 1.1rem; line-height: 1.35; margin: 0; }
p { margin: 8px 0; max-width: 90ch; }
a { color: var(--link); }
code, .name { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: .9em; }
.soft { color: var(--soft); }
.remark { font-size: .9rem; border-left: 3px solid var(--node); padding-left: 10px; margin: 10px 0; }
.card { background: var(--card); border: 1px solid var(--edge); border-radius: 10px; padding: 16px; margin: 16px 0 0; }
.card > p:first-of-type { margin-top: 2px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 24px 32px; margin-top: 14px; }
figure { margin: 0; max-width: 460px; min-width: 0; }
figcaption { font-size: .85rem; color: var(--soft); margin-bottom: 8px; }
figcaption b { color: var(--text); }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { font-size: 12px; fill: var(--text); paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; }
svg .name { font-size: 11px; }
svg a .name { fill: var(--link); }
svg .value { font-weight: 600; font-variant-numeric: tabular-nums; }
svg .more { font-weight: 400; fill: var(--soft); }
svg .head { font-size: 13px; font-weight: 600; }
svg .mark { font-size: 11px; fill: var(--soft); }
svg .failed { fill: var(--failed); font-weight: 600; }
.failed { color: var(--failed); }
.grid { stroke: var(--grid); }
.one { stroke: var(--one); stroke-dasharray: 4 3; }
.whisker { stroke: var(--whisker); stroke-width: 1.5; }
.gap { stroke: var(--card); stroke-width: 3; }
.track { fill: none; stroke: var(--track); stroke-dasharray: 3 3; }
.bar.c, .dot.c { fill: var(--c); } .bar.berkeley, .dot.berkeley { fill: var(--berkeley); }
.bar.node, .dot.node { fill: var(--node); } .bar.other, .dot.other { fill: var(--other); }
.dot { stroke: var(--card); stroke-width: 1; }
.span { stroke-width: 2; opacity: .55; }
.span.c { stroke: var(--c); } .span.berkeley { stroke: var(--berkeley); }
.span.node { stroke: var(--node); } .span.other { stroke: var(--other); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; padding: 0; margin: 10px 0 14px; font-size: .85rem; }
.legend svg { display: inline-block; width: 14px; height: 14px; vertical-align: -2px; margin-right: 5px; }
.wide { display: none; }
@media (min-width: 1080px) { .wide { display: block; } .narrow { display: none; } }
.small { max-width: 460px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; width: 100%; }
th, td { text-align: right; padding: 4px 8px; border-bottom: 1px solid var(--edge); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
td small { color: var(--soft); font-size: .9em; }
thead th { color: var(--soft); font-weight: 600; }
tbody th { font-weight: 400; }
td.failed { text-align: left; }
summary { cursor: pointer; font-size: .9rem; color: var(--link); margin-top: 14px; }
details[open] > summary { margin-bottom: 6px; }
.failures { font-size: .85rem; padding-left: 1.2em; margin: 10px 0 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 10px 0 0; font-size: .9rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 480px) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; } }
`;
