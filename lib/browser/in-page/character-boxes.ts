/** A code's boxes for one character each, told by their nearness. Runs in the page; changes nothing. */

/** The fields around this one in the smallest part of the page, at most four up, that has three or more; else the widest. */
export function boxesAround(first: Element): readonly HTMLInputElement[] {
  const isBox = (one: HTMLInputElement): boolean =>
    /^(text|tel|number|password)$/.test(one.type) && errand.isShown(one);
  let boxes: HTMLInputElement[] = [];
  for (
    let up = errand.parentOf(first), depth = 0;
    up !== undefined && depth < 4 && boxes.length < 3;
    up = errand.parentOf(up), depth += 1
  )
    boxes = [...up.querySelectorAll('input')].filter(isBox);
  return boxes;
}
