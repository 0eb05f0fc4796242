/** Kettles, pots and cups as SVG, standing on a floor at y = 320. Draws no background. */

import { type Draw, line, shape, shine } from './paint.ts';

const gooseneck: Draw = p => `
${line('M142 286 C 92 292 112 214 92 188 C 84 176 72 174 58 176', p.dark, 13)}
${line('M142 283 C 98 288 116 212 95 187 C 87 177 74 174 60 175', p.light, 4)}
${line('M246 200 C 306 176 348 202 334 256 C 330 272 322 282 312 288', '#3b2e26', 15)}
${shape('M148 204 Q150 190 164 190 H236 Q250 190 252 204 L272 306 Q273 320 259 320 H141 Q127 320 128 306 Z', p.body)}
${shape('M130 298 L127 308 Q127 320 141 320 H259 Q273 320 272 308 L270 298 Z', p.dark)}
${shape('M160 190 Q166 168 200 166 Q234 168 240 190 Z', p.body)}
<rect x="156" y="186" width="88" height="7" rx="3.5" fill="${p.dark}"/>
<rect x="195" y="150" width="10" height="18" fill="${p.deep}"/><circle cx="200" cy="146" r="12" fill="${p.wood}"/>
${shine('M166 212 L152 288')}`;

const stovetop: Draw = p => `
${line('M140 216 C 118 96 282 96 260 216', p.deep, 11)}
${line('M158 138 C 182 116 218 116 242 138', p.wood, 20)}
${shape('M270 236 L330 188 Q338 184 344 192 Q348 200 342 206 L288 290 Z', p.dark)}
${shape('M108 296 Q104 220 162 198 H238 Q296 220 292 296 Q291 320 268 320 H132 Q109 320 108 296 Z', p.body)}
<rect x="112" y="300" width="176" height="20" rx="10" fill="${p.dark}"/>
${shape('M158 200 Q164 182 200 180 Q236 182 242 200 Z', p.body)}
<rect x="152" y="196" width="96" height="7" rx="3.5" fill="${p.dark}"/>
<rect x="195" y="168" width="10" height="14" fill="${p.deep}"/><circle cx="200" cy="164" r="11" fill="${p.wood}"/>
${shine('M150 224 C 132 240 126 262 126 286', 9)}`;

const electric: Draw = p => `
${line('M262 146 C 336 142 336 276 280 284', '#3a3a3d', 20)}
${shape('M140 122 L98 126 Q94 128 98 134 L130 172 Z', p.dark)}
${shape('M138 118 H256 L276 296 Q277 306 267 306 H123 Q113 306 114 296 Z', p.body)}
${shape('M138 118 Q150 98 197 98 Q244 98 256 118 Z', p.dark)}
<rect x="188" y="86" width="18" height="14" rx="7" fill="${p.wood}"/>
<rect x="106" y="304" width="184" height="16" rx="8" fill="#3a3a3d"/>
<rect x="224" y="170" width="10" height="96" rx="5" fill="#fff" opacity=".5"/>
<rect x="224" y="206" width="10" height="60" rx="5" fill="#6fa3b8" opacity=".8"/>
${shine('M150 136 L134 284')}`;

const teapot: Draw = p => `
${line('M282 208 C 352 190 356 292 280 288', p.dark, 16)}
${shape('M126 282 C 76 276 82 218 52 196 Q60 182 76 184 C 112 202 106 230 134 236 Z', p.body)}
<rect x="158" y="308" width="84" height="12" rx="5" fill="${p.deep}"/>
<ellipse cx="200" cy="248" rx="98" ry="70" fill="${p.body}"/>
${shape('M146 190 Q200 158 254 190 Q200 206 146 190 Z', p.body)}
${line('M146 191 Q200 208 254 191', p.dark, 4)}
<circle cx="200" cy="163" r="12" fill="${p.wood}"/>
${shine('M134 214 C 122 232 120 250 124 268', 9)}`;

const glasspot: Draw = p => `
${line('M282 208 C 352 190 356 292 280 288', '#a9c0c0', 13)}
${shape('M126 282 C 76 276 82 218 52 196 Q60 182 76 184 C 112 202 106 230 134 236 Z', '#dfeceb')}
<ellipse cx="200" cy="248" rx="98" ry="70" fill="#e4efee"/>
${shape('M106 236 Q200 250 294 236 Q300 300 238 312 H162 Q100 300 106 236 Z', '#c98a35')}
<ellipse cx="200" cy="238" rx="93" ry="10" fill="#dda555"/>
<ellipse cx="200" cy="248" rx="98" ry="70" fill="url(#glass)"/>
${shape('M146 190 Q200 158 254 190 Q200 206 146 190 Z', '#cfdfdf')}
<circle cx="200" cy="163" r="12" fill="${p.wood}"/>
${shine('M134 214 C 122 232 120 250 124 268', 9, 0.8)}`;

const steam = ['M178 178 c -12 -18 12 -30 0 -50', 'M206 172 c -12 -18 12 -30 0 -52', 'M234 178 c -12 -18 12 -30 0 -50']
  .map(path => shine(path, 5, 0.55))
  .join('');

const cup: Draw = p => `${steam}
<ellipse cx="200" cy="312" rx="128" ry="15" fill="${p.dark}"/><ellipse cx="200" cy="307" rx="128" ry="14" fill="${p.body}"/>
${line('M270 228 C 326 216 322 284 256 278', p.dark, 12)}
${shape('M124 208 H276 Q274 292 226 308 H174 Q126 292 124 208 Z', p.body)}
<ellipse cx="200" cy="208" rx="76" ry="15" fill="${p.light}"/><ellipse cx="200" cy="210" rx="67" ry="11" fill="#8f5127"/>
${shine('M142 230 C 144 256 152 276 164 290', 7)}`;

const mug: Draw = p => `
${line('M262 208 C 330 200 330 292 260 284', p.dark, 17)}
${shape('M136 178 H264 V300 Q264 320 244 320 H156 Q136 320 136 300 Z', p.body)}
${shape('M136 288 Q200 300 264 288 V300 Q264 320 244 320 H156 Q136 320 136 300 Z', '#cdb08a')}
<ellipse cx="200" cy="178" rx="64" ry="13" fill="${p.light}"/><ellipse cx="200" cy="180" rx="56" ry="9" fill="#7b4522"/>
${shine('M154 204 V272')}`;

const tumbler: Draw = () => `
${shape('M138 152 H262 L250 308 Q249 320 238 320 H162 Q151 320 150 308 Z', '#dfeae9')}
${shape('M152 196 H248 L240 296 Q239 304 230 304 H170 Q161 304 160 296 Z', '#c4873a')}
<ellipse cx="200" cy="196" rx="48" ry="8" fill="#dca85c"/>
${shape('M138 152 H262 L250 308 Q249 320 238 320 H162 Q151 320 150 308 Z', 'url(#glass)')}
<ellipse cx="200" cy="152" rx="62" ry="10" fill="#f3f8f7" stroke="#b9cccb" stroke-width="2"/>
${shine('M152 170 L162 296', 6, 0.9)}`;

const bowl: Draw = p => `
<rect x="160" y="306" width="80" height="14" rx="5" fill="${p.deep}"/>
${shape('M92 208 H308 Q306 300 228 312 H172 Q94 300 92 208 Z', p.body)}
<ellipse cx="200" cy="208" rx="108" ry="22" fill="${p.light}"/><ellipse cx="200" cy="211" rx="98" ry="17" fill="${p.dark}"/>
${line('M98 248 Q200 272 302 248', p.light, 3)}
${shine('M112 236 C 116 262 130 282 150 294')}`;

const jug: Draw = p => `
${line('M252 186 C 322 180 320 282 262 286', p.dark, 15)}
${shape('M142 148 L116 140 Q122 162 146 186 Q118 228 124 286 Q128 320 158 320 H242 Q272 320 276 286 Q280 226 252 188 L258 148 Z', p.body)}
${shape('M116 140 L142 148 H258 Q232 162 196 162 Q150 160 116 140 Z', p.dark)}
${shine('M148 222 C 140 244 140 268 144 288')}`;

const cafetiere: Draw = p => `
${line('M262 186 C 330 180 330 290 262 290', '#3b2e26', 16)}
<rect x="196" y="98" width="8" height="70" fill="${p.dark}"/><circle cx="200" cy="94" r="14" fill="${p.wood}"/>
<rect x="138" y="168" width="124" height="148" rx="8" fill="#e3eeec"/><rect x="143" y="214" width="114" height="98" rx="6" fill="#4a2c1a"/>
<rect x="138" y="168" width="124" height="148" rx="8" fill="url(#glass)"/>
${shape('M128 170 Q136 144 200 142 Q264 144 272 170 Z', p.body)}
<rect x="132" y="166" width="136" height="12" rx="6" fill="${p.body}"/><rect x="132" y="232" width="136" height="10" rx="5" fill="${p.body}"/>
<rect x="132" y="306" width="136" height="14" rx="7" fill="${p.body}"/>`;

export const vessels = {
  gooseneck,
  stovetop,
  electric,
  teapot,
  glasspot,
  cup,
  mug,
  tumbler,
  bowl,
  jug,
  cafetiere,
} as const;
