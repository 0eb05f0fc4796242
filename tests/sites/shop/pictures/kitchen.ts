/** Pans, tools, tins and linen as SVG, standing on a floor at y = 320. Draws no background. */

import { type Draw, line, shape, shine } from './paint.ts';

const saucepan: Draw = p => `
<rect x="262" y="222" width="108" height="17" rx="8.5" fill="${p.wood}"/>
${shape('M84 208 H274 V292 Q274 320 246 320 H112 Q84 320 84 292 Z', p.body)}
<rect x="76" y="202" width="206" height="11" rx="5.5" fill="${p.dark}"/>
${shape('M90 202 Q108 172 179 170 Q250 172 268 202 Z', p.body)}
<rect x="174" y="156" width="10" height="16" fill="${p.deep}"/><rect x="158" y="144" width="42" height="15" rx="7.5" fill="${p.wood}"/>
${shine('M104 232 V284')}`;

const casserole: Draw = p => `
${line('M84 232 C 48 226 48 262 84 258', p.dark, 15)}${line('M316 232 C 352 226 352 262 316 258', p.dark, 15)}
${shape('M82 214 H318 V286 Q318 320 284 320 H116 Q82 320 82 286 Z', p.body)}
<rect x="74" y="206" width="252" height="14" rx="7" fill="${p.dark}"/>
${shape('M84 206 Q110 158 200 156 Q290 158 316 206 Z', p.body)}
<rect x="192" y="142" width="16" height="16" fill="${p.deep}"/><rect x="172" y="130" width="56" height="16" rx="8" fill="#c9a25c"/>
${shine('M102 240 V282')}${shine('M122 186 Q150 170 186 168', 6)}`;

const skillet: Draw = p => `
<g transform="rotate(-32 200 220)"><rect x="262" y="203" width="132" height="34" rx="17" fill="${p.dark}"/>
<ellipse cx="372" cy="220" rx="9" ry="8" fill="#e9e1d4"/></g>
<circle cx="172" cy="238" r="104" fill="${p.dark}"/><circle cx="172" cy="234" r="104" fill="${p.body}"/>
<circle cx="172" cy="236" r="86" fill="${p.deep}"/><circle cx="172" cy="240" r="82" fill="${p.dark}"/>
${shine('M108 216 A 72 72 0 0 1 152 172', 8, 0.22)}`;

const knife: Draw = p => `<g transform="rotate(-38 200 210)">
${shape('M52 224 Q110 176 236 186 V226 Z', p.steel)}${line('M54 224 L236 226', '#8d949b', 3)}
<rect x="230" y="184" width="18" height="44" rx="4" fill="#c9a25c"/>
${shape('M248 186 H342 Q362 188 358 208 Q356 226 336 224 H248 Z', p.body)}
<circle cx="274" cy="205" r="5" fill="#e0c48a"/><circle cx="310" cy="205" r="5" fill="#e0c48a"/>
${shine('M108 202 Q160 190 224 192', 5, 0.7)}</g>`;

const board: Draw = p => `<g transform="rotate(6 200 220)">
<rect x="176" y="70" width="48" height="70" rx="20" fill="${p.body}"/>
<rect x="118" y="118" width="164" height="200" rx="22" fill="${p.body}"/><circle cx="200" cy="94" r="10" fill="#efe6d8"/>
${[
  'M140 132 Q148 220 138 304',
  'M168 124 Q178 220 166 312',
  'M204 122 Q196 220 208 312',
  'M236 124 Q246 220 234 310',
  'M262 134 Q256 220 264 302',
]
  .map(grain => line(grain, p.dark, 1.6))
  .join('')}</g>`;

const tines = Array.from({ length: 17 }, (_, at) => {
  const [top, bottom] = [166 + at * 4.25, 122 + at * 9.75];
  return line(`M${top} 214 Q${(top + bottom * 2) / 3} 262 ${bottom} 312`, at % 2 === 0 ? '#c99f63' : '#e3c48d', 4);
}).join('');

const whisk: Draw = p => `
<rect x="164" y="92" width="72" height="124" rx="12" fill="${p.body}"/>${tines}
<rect x="160" y="196" width="80" height="14" rx="7" fill="#3b2e26"/>
<rect x="162" y="130" width="76" height="5" rx="2.5" fill="${p.dark}"/>${shine('M178 108 V184', 7)}`;

const mill: Draw = p => `
<circle cx="200" cy="88" r="10" fill="#c9a25c"/>
${shape('M172 108 Q176 94 200 94 Q224 94 228 108 Q236 140 214 156 H186 Q164 140 172 108 Z', p.body)}
<rect x="182" y="154" width="36" height="9" rx="4" fill="#c9a25c"/>
${shape('M178 163 H222 Q240 190 224 216 Q222 236 242 262 Q252 290 250 320 H150 Q148 290 158 262 Q178 236 176 216 Q160 190 178 163 Z', p.body)}
<rect x="148" y="308" width="104" height="12" rx="5" fill="${p.deep}"/>${shine('M180 180 Q172 196 184 216 Q184 240 168 266', 6)}`;

const infuser: Draw = p => `
${line('M112 178 H288', p.dark, 12)}${shape('M138 178 H262 L250 300 Q248 316 232 316 H168 Q152 316 150 300 Z', p.body)}
<g opacity=".55">${Array.from({ length: 9 }, (_, at) => line(`M${152 + at * 12} 196 L${160 + at * 10} 306`, p.deep, 1.5)).join('')}
${Array.from({ length: 9 }, (_, at) => line(`M${144 + at} ${200 + at * 13} H${256 - at}`, p.deep, 1.5)).join('')}</g>
<rect x="132" y="170" width="136" height="16" rx="8" fill="${p.body}"/>${shine('M158 200 L168 296', 6)}`;

const tray: Draw = p => `
<ellipse cx="200" cy="262" rx="156" ry="60" fill="${p.deep}"/><ellipse cx="200" cy="252" rx="156" ry="60" fill="${p.body}"/>
<ellipse cx="200" cy="256" rx="142" ry="50" fill="${p.dark}"/><ellipse cx="200" cy="259" rx="140" ry="47" fill="${p.body}"/>
${shape('M176 196 H236 V244 Q236 258 222 258 H190 Q176 258 176 244 Z', '#efe7d8')}${line('M236 208 C 262 204 262 240 234 238', '#d8cbb4', 7)}
<ellipse cx="206" cy="196" rx="30" ry="7" fill="#fbf7ee"/><ellipse cx="206" cy="197" rx="25" ry="5" fill="#8f5127"/>`;

const towel: Draw = p => `
<rect x="84" y="88" width="232" height="12" rx="6" fill="${p.wood}"/>
${shape('M118 94 H282 V306 Q262 318 242 308 Q222 298 200 310 Q178 320 158 308 Q138 300 118 310 Z', '#efe8da')}
${[226, 244, 262].map(y => shape(`M118 ${y} H282 V${y + 8} H118 Z`, p.base)).join('')}
${shape('M118 108 H282 V112 H118 Z', p.base)}
${line('M162 104 Q156 200 164 304', '#d9cfbd', 4)}${line('M232 104 Q240 200 230 302', '#d9cfbd', 4)}`;

const tin: Draw = p => `
<rect x="134" y="150" width="132" height="170" rx="10" fill="${p.body}"/>
<ellipse cx="200" cy="152" rx="66" ry="12" fill="${p.light}"/>
${shape('M128 122 Q128 114 136 114 H264 Q272 114 272 122 V154 Q200 172 128 154 Z', p.dark)}
<ellipse cx="200" cy="116" rx="70" ry="12" fill="${p.body}"/>
<rect x="152" y="190" width="96" height="96" rx="6" fill="#f6efe0"/>
${shape('M200 204 Q232 226 200 258 Q168 226 200 204 Z', p.base)}${line('M200 216 V270', p.dark, 3)}
<rect x="172" y="274" width="56" height="3" fill="${p.dark}"/>${shine('M146 184 V304', 6)}`;

const jar: Draw = p => `
${shape('M126 176 Q126 156 146 154 H254 Q274 156 274 176 V296 Q274 320 250 320 H150 Q126 320 126 296 Z', p.body)}
<rect x="136" y="120" width="128" height="34" rx="10" fill="${p.wood}"/><rect x="140" y="150" width="120" height="7" rx="3" fill="#f6efe0"/>
<circle cx="200" cy="114" r="13" fill="${p.wood}"/>${line('M128 286 Q200 298 272 286', p.dark, 3)}${shine('M146 186 V282')}`;

const gift: Draw = p => `
<rect x="104" y="178" width="192" height="142" rx="8" fill="${p.body}"/><rect x="94" y="154" width="212" height="40" rx="8" fill="${p.dark}"/>
<rect x="184" y="154" width="32" height="166" fill="#f6efe0"/>
${line('M200 152 C 150 84 118 140 200 152 C 282 140 250 84 200 152', '#f6efe0', 12)}
<circle cx="200" cy="152" r="12" fill="#e6d9c0"/>${shine('M122 212 V300', 6, 0.3)}`;

export const kitchen = {
  saucepan,
  casserole,
  skillet,
  knife,
  board,
  whisk,
  mill,
  infuser,
  tray,
  towel,
  tin,
  jar,
  gift,
} as const;
