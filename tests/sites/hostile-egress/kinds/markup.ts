/** What a document loads because its markup names it. */

import { byMarkup, byPath, html, js, type Kind } from '../kind.ts';

export const markup: readonly Kind[] = [
  byMarkup('img', ({ url }) => `<img src="${url}">`),
  byMarkup('img-srcset', ({ url }) => `<img srcset="${url} 1x">`),
  byMarkup('picture', ({ url }) => `<picture><source srcset="${url}"><img></picture>`),
  byMarkup('input-image', ({ url }) => `<input type="image" src="${url}">`),
  byMarkup('body-background', ({ url }) => `<table background="${url}"><tr><td>cell</table>`),
  byMarkup('video', ({ url }) => `<video src="${url}" preload="auto"></video>`),
  byMarkup('video-poster', ({ url }) => `<video poster="${url}"></video>`),
  byMarkup('audio', ({ url }) => `<audio src="${url}" preload="auto"></audio>`),
  byPath('track', {
    markup: ({ url }) =>
      `<video src="data:video/mp4," crossorigin><track default kind="captions" src="${url}"></video>`,
    script: () => `for (const track of document.querySelectorAll('track')) track.track.mode = 'showing';`,
  }),
  byMarkup('svg-image', ({ url }) => `<svg width="9" height="9"><image href="${url}" width="9" height="9"/></svg>`),
  byMarkup('svg-fe-image', ({ url }) => {
    return `<svg width="9" height="9"><filter id="fe"><feImage href="${url}"/></filter><rect width="9" height="9" filter="url(#fe)"/></svg>`;
  }),
  byMarkup('script', ({ url }) => `<script src="${url}"></script>`),
  byMarkup('script-deferred', ({ url }) => `<script defer src="${url}"></script>`),
  byMarkup('module-script', ({ url }) => `<script type="module" src="${url}"></script>`),
  byPath('module-import', {
    markup: ({ own }) => `<script type="module" src="${own}/module.js"></script>`,
    files: ({ url }) => ({ 'module.js': js(`import '${url}';`) }),
  }),
  byMarkup('stylesheet', ({ url }) => `<link rel="stylesheet" href="${url}">`),
  byMarkup('alternate-stylesheet', ({ url }) => `<link rel="alternate stylesheet" title="other" href="${url}">`),
  byMarkup('preload', ({ url }) => `<link rel="preload" as="image" href="${url}">`),
  byMarkup('preload-fetch', ({ url }) => `<link rel="preload" as="fetch" crossorigin href="${url}">`),
  byMarkup('module-preload', ({ url }) => `<link rel="modulepreload" href="${url}">`),
  byMarkup('prefetch', ({ url }) => `<link rel="prefetch" href="${url}">`),
  byMarkup('prefetch-document', ({ url }) => `<link rel="prefetch" as="document" href="${url}">`),
  byMarkup('speculation-prefetch', ({ url }) => {
    return `<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${url}"],"eagerness":"immediate"}]}</script>`;
  }),
  byMarkup('speculation-prerender', ({ url }) => {
    return `<script type="speculationrules">{"prerender":[{"source":"list","urls":["${url}"],"eagerness":"immediate"}]}</script>`;
  }),
  byPath('early-link-header', {
    markup: ({ own }) => `<iframe src="${own}/page"></iframe>`,
    files: ({ url }) => ({ page: { ...html('linked'), headers: { link: `<${url}>; rel=preload; as=image` } } }),
  }),
  byPath('xslt', {
    markup: ({ own }) => `<iframe src="${own}/page.xml"></iframe>`,
    files: ({ url }) => ({
      'page.xml': { type: 'text/xml', body: `<?xml-stylesheet type="text/css" href="${url}"?><page/>` },
    }),
  }),
  byPath('csp-report', {
    markup: ({ own }) => `<iframe src="${own}/page"></iframe>`,
    files: ({ url }) => ({
      page: {
        ...html('<img src="/none.png">'),
        headers: { 'content-security-policy': `img-src 'none'; report-uri ${url}` },
      },
    }),
  }),
];
