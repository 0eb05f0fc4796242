/** Strings that run, load or deceive where they become markup, a link, a style, a template or a formula. For tests of what is shown. */

/** `canary` is an address that nobody may ask; `label` says where a string stood when it got through. */
export function hostileStrings(canary: string, label: string): readonly string[] {
  const run = `fire('${label}')`;
  const url = `${canary}/${label}`;
  return [
    `<img src=x onerror="${run}">`,
    `<img src="${url}/img">`,
    `"><script>${run}</script>`,
    `'-${run}-'`,
    `</textarea></title></style></script><svg onload=${run}>`,
    `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
    `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
    `<iframe src="${url}/frame"></iframe>`,
    `<input autofocus onfocus=${run}>`,
    `<details open ontoggle=${run}>`,
    `<a href="javascript:${run}">click</a>`,
    `javascript:${run}`,
    `data:text/html,<script>opener.${run}</script>`,
    `[click](javascript:${run})`,
    `![picture](${url}/markdown)`,
    `<style>@import '${url}/style';</style>`,
    `<link rel=stylesheet href="${url}/sheet">`,
    `<link rel=prefetch href="${url}/prefetch">`,
    `<meta http-equiv=refresh content="0;url=${url}/refresh">`,
    `<base href="${url}/">`,
    `<form action="${url}/form"><button autofocus>Yes, do it</button></form>`,
    `{{constructor.constructor("${run}")()}}`,
    `\${${run}}`,
    `=HYPERLINK("${url}/formula";"click")`,
    `\u001b[31mred\u001b[0m\r\n{"level":"error"}`,
    `\u202egnp.exe`,
  ];
}

/** All of them in one. */
export const hostile = (canary: string, label: string): string => hostileStrings(canary, label).join(' ');

export const hostileSvg = (canary: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" onload="fire('svg')"><script>fire('svg-script')</script><image href="${canary}/svg"/><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="${canary}/foreign" onerror="fire('foreign')"/></body></foreignObject></svg>`;

export const hostileHtml = (canary: string): string =>
  `<!doctype html><title>x</title><script>window.fire?.('html'); document.title = 'ran'; new Image().src = '${canary}/ran'</script><img src="${canary}/html" onerror="document.title='ran'"><form action="${canary}/form"></form>`;
