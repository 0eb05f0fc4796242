/** The paper's script: the menu, the endless archive and the sheet over articles. */

const menu = document.querySelector('[data-menu]');
const opener = menu.querySelector('button');
const setOpen = open => opener.setAttribute('aria-expanded', String(open));
// The pointer's arrival opens the menu, so the click that follows it must not close it again.
let openedByHover = false;

menu.addEventListener('mouseenter', () => {
  openedByHover = opener.getAttribute('aria-expanded') !== 'true';
  setOpen(true);
});
menu.addEventListener('mouseleave', () => setOpen(false));
opener.addEventListener('click', () => {
  setOpen(openedByHover || opener.getAttribute('aria-expanded') !== 'true');
  openedByHover = false;
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') setOpen(false);
});

const archive = document.querySelector('[data-archive]');
if (archive) {
  const more = document.querySelector('[data-more]');
  let busy = false;
  const load = async () => {
    if (busy) return;
    busy = true;
    const reply = await fetch(`/archive/more?from=${archive.children.length}`);
    const items = await reply.text();
    if (items.trim() === '') {
      watcher.disconnect();
      more.textContent = 'You have reached the first page of the archive.';
      return;
    }
    archive.insertAdjacentHTML('beforeend', items);
    busy = false;
    // Watching anew reports at once where the end of the list is still in view.
    watcher.unobserve(more);
    watcher.observe(more);
  };
  const watcher = new IntersectionObserver(entries => {
    if (entries.some(entry => entry.isIntersecting)) load();
  });
  watcher.observe(more);
}

const paywall = document.querySelector('[data-paywall]');
if (paywall) {
  setTimeout(() => paywall.classList.add('shown'), 500);
  paywall.addEventListener('click', event => {
    if (!event.target.closest('[data-close]')) return;
    // biome-ignore lint/suspicious/noDocumentCookie: what a paper of the real web does
    document.cookie = 'ml_wall=closed; path=/; max-age=86400; samesite=lax';
    paywall.remove();
  });
}
