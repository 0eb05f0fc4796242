/** Whether a person could get to see an element by scrolling alone. Runs in the page; scrolls nothing. */

export function couldBeSeen(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })) return false;
  const box = element.getBoundingClientRect();
  // Below this it is there for screen readers only.
  if (box.width < 3 || box.height < 3) return false;
  if (getComputedStyle(element).pointerEvents === 'none' || element.closest('[inert]') !== null) return false;
  if (errandBench.isTransparent(element)) return false;
  const { scrollX, scrollY } = window;
  if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
  return !errandBench.isCutOff(element);
}

/** A file input that lies unseen over a drawn button is used all the same. */
export function isTransparent(element: Element): boolean {
  if (element.localName === 'input') return false;
  let opacity = 1;
  for (let up: Element | undefined = element; up !== undefined; up = errandBench.parentOf(up))
    opacity *= Number(getComputedStyle(up).opacity || '1');
  return opacity < 0.05;
}

/** Outside every box that hides what overflows it, or outside the view in a part that does not scroll with the page. */
export function isCutOff(element: Element): boolean {
  let { left, top, right, bottom } = element.getBoundingClientRect();
  let { position } = getComputedStyle(element);
  for (let up = errandBench.parentOf(element); up !== undefined; up = errandBench.parentOf(up)) {
    if (position === 'fixed') break;
    const style = getComputedStyle(up);
    const skips = position === 'absolute' && style.position === 'static' && style.transform === 'none';
    if (skips || style.display === 'contents' || style.display === 'inline') continue;
    ({ position } = style);
    if (up === document.body || up === document.documentElement) continue;
    const box = up.getBoundingClientRect();
    if (style.overflowX !== 'visible') {
      if (/hidden|clip/.test(style.overflowX) && (right <= box.left || left >= box.right)) return true;
      left = Math.max(box.left, Math.min(left, box.right - 1));
      right = Math.min(box.right, Math.max(right, box.left + 1));
    }
    if (style.overflowY !== 'visible') {
      if (/hidden|clip/.test(style.overflowY) && (bottom <= box.top || top >= box.bottom)) return true;
      top = Math.max(box.top, Math.min(top, box.bottom - 1));
      bottom = Math.min(box.bottom, Math.max(bottom, box.top + 1));
    }
  }
  if (position !== 'fixed') return false;
  return right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight;
}
