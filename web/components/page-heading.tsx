/** The heading of a page by itself: takes the focus when one comes by a link, and names the tab. */

import { useEffect, useRef } from 'preact/hooks';
import { strings } from '../strings.ts';
import { useConsole } from './context.ts';

export function PageHeading({ title }: { readonly title: string }) {
  const { router, pageTitle } = useConsole();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pageTitle.value = title;
    document.title = `${title} · ${strings.product}`;
    if (router.arrivals.peek() > 0) heading.current?.focus({ preventScroll: true });
    return () => {
      pageTitle.value = undefined;
    };
  }, [title]);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {title}
    </h1>
  );
}
