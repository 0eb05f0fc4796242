/** Documents: frames, popups, links, forms, refreshes, redirects, downloads. */

import { byMarkup, byPath, byScript, html, type Kind } from '../kind.ts';

const framed = (own: string): string => `<iframe src="${own}/page"></iframe>`;
const clicked = (anchor: string): string =>
  `const at = document.createElement('p'); at.innerHTML = ${JSON.stringify(anchor)}; document.body.append(at); at.querySelector('a, button').click();`;

export const navigations: readonly Kind[] = [
  byMarkup('iframe', ({ url }) => `<iframe src="${url}"></iframe>`),
  byMarkup('frameset', ({ url }) => `<iframe srcdoc='<frameset cols="*"><frame src="${url}"></frameset>'></iframe>`),
  byMarkup('srcdoc', ({ url }) => `<iframe srcdoc='<img src="${url}">'></iframe>`),
  byMarkup('data-frame', ({ url }) => `<iframe src='data:text/html,<img src="${url}">'></iframe>`),
  byMarkup('sandboxed-frame', ({ url }) => `<iframe sandbox src="${url}"></iframe>`),
  byScript('blob-frame', ({ url }) => {
    const page = `<img src="${url}">`;
    return `const frame = document.createElement('iframe'); frame.src = URL.createObjectURL(new Blob([${JSON.stringify(page)}], { type: 'text/html' })); document.body.append(frame);`;
  }),
  byMarkup('javascript-frame', ({ url }) => `<iframe src="javascript:'<img src=${url}>'"></iframe>`),
  byMarkup('object', ({ url }) => `<object data="${url}" type="text/html"></object>`),
  byMarkup('embed', ({ url }) => `<embed src="${url}" type="text/html">`),
  byPath('navigation', {
    markup: ({ own }) => framed(own),
    files: ({ url }) => ({ page: html(`<script>location = '${url}'</script>`) }),
  }),
  byPath('meta-refresh', {
    markup: ({ own }) => framed(own),
    files: ({ url }) => ({ page: html(`<meta http-equiv="refresh" content="0;url=${url}">`) }),
  }),
  byPath('refresh-header', {
    markup: ({ own }) => framed(own),
    files: ({ url }) => ({ page: { ...html('later'), headers: { refresh: `0;url=${url}` } } }),
  }),
  byPath('redirect', {
    markup: ({ own }) => framed(own),
    files: ({ url }) => ({ page: { ...html(''), status: 302, headers: { location: url } } }),
  }),
  byPath('redirect-of-a-post', {
    markup: ({ own }) =>
      `<iframe name="posted"></iframe><form id="post-twice" method="post" action="${own}/page" target="posted"></form>`,
    script: () => `document.getElementById('post-twice').submit();`,
    files: ({ url }) => ({ page: { ...html(''), status: 307, headers: { location: url } } }),
  }),
  byScript('popup', ({ url }) => `window.open('${url}');`),
  byScript('popup-steered', ({ url }) => `window.open('about:blank').location = '${url}';`),
  byScript('popup-by-script-address', ({ url }) => `window.open("javascript:location='${url}'");`),
  byScript('link-in-a-new-tab', ({ url }) => clicked(`<a href="${url}" target="_blank">Go</a>`)),
  byScript('link-without-opener', ({ url }) => clicked(`<a href="${url}" target="_blank" rel="noopener">Go</a>`)),
  byPath('link-ping', {
    markup: () => '<iframe name="pinged"></iframe>',
    script: ({ url, own }) => clicked(`<a href="${own}/page" target="pinged" ping="${url}">Go</a>`),
    files: () => ({ page: html('here') }),
  }),
  byScript('form-get', ({ url }) => clicked(`<form action="${url}" target="_blank"><button>Go</button></form>`)),
  byScript('form-post', ({ url }) => {
    return clicked(
      `<form action="${url}" method="post" target="_blank"><input name="a" value="b"><button>Go</button></form>`,
    );
  }),
  byPath('download', {
    // In a frame, because an answer that is no file opens as a page in the place of the one that asked.
    markup: ({ own }) => framed(own),
    files: ({ url }) => ({
      page: html(`<a href="${url}" download>Save</a><script>document.links[0].click()</script>`),
    }),
  }),
];
