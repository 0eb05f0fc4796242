/** The shop's script: suggestions, favourites by delegation, lazy shelves, the cookie banner and the letter. */

const form = document.querySelector('form.search');
const box = form.querySelector('input');
const list = form.querySelector('[role=listbox]');
let typing;
let marked = -1;

const showSuggestions = markup => {
  list.innerHTML = markup;
  list.hidden = markup.trim() === '';
  box.setAttribute('aria-expanded', String(!list.hidden));
  mark(-1);
};

const mark = to => {
  marked = to;
  for (const [at, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(at === to));
  const option = list.children[to];
  if (option) box.setAttribute('aria-activedescendant', option.id);
  else box.removeAttribute('aria-activedescendant');
};

box.addEventListener('input', () => {
  clearTimeout(typing);
  const typed = box.value;
  typing = setTimeout(async () => {
    const reply = await fetch(`/suggest?q=${encodeURIComponent(typed)}`);
    if (box.value === typed) showSuggestions(await reply.text());
  }, 100);
});
box.addEventListener('keydown', event => {
  const count = list.hidden ? 0 : list.children.length;
  if (event.key === 'Escape') showSuggestions('');
  if (event.key === 'Enter' && marked >= 0 && count > 0) {
    event.preventDefault();
    location.href = list.children[marked].dataset.href;
  }
  if (count > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    mark((marked + (event.key === 'ArrowDown' ? 1 : -1) + count) % count);
  }
});

const toggleFavourite = async heart => {
  const pressed = heart.getAttribute('aria-pressed') !== 'true';
  heart.setAttribute('aria-pressed', String(pressed));
  const body = new URLSearchParams({ product: heart.dataset.favourite });
  const reply = await fetch('/favourites', { method: 'POST', body });
  document.querySelector('[data-favourite-count]').textContent = await reply.text();
};

const step = button => {
  const input = button.parentElement.querySelector('input');
  input.value = String(Math.min(Number(input.max), Math.max(1, Number(input.value) + Number(button.dataset.step))));
};

const showView = button => {
  document.querySelector('[data-main-picture]').src = button.querySelector('img').src;
};

// One listener for everything that is clicked, as shops built by frameworks have it.
document.addEventListener('click', event => {
  const target = event.target;
  const option = target.closest('[role=option][data-href]');
  if (option) location.href = option.dataset.href;
  else if (!form.contains(target)) showSuggestions('');
  const heart = target.closest('[data-favourite]');
  if (heart) toggleFavourite(heart);
  const stepper = target.closest('[data-step]');
  if (stepper) step(stepper);
  const view = target.closest('[data-view]');
  if (view) showView(view);
  const consent = target.closest('[data-consent]');
  if (consent) {
    // biome-ignore lint/suspicious/noDocumentCookie: what a banner of a real shop does
    document.cookie = `hh_consent=${consent.dataset.consent}; path=/; max-age=31536000; samesite=lax`;
    document.querySelector('[data-cookies]').remove();
  }
});
document.addEventListener('keydown', event => {
  const heart = event.target.closest?.('[data-favourite]');
  if (heart && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    toggleFavourite(heart);
  }
});

document.addEventListener('change', event => {
  const input = event.target;
  if (input.matches('[data-submits]')) input.form.requestSubmit();
  if (input.matches('[data-colour]')) {
    const { product } = input.form.dataset;
    document.querySelector('[data-main-picture]').src = `/pictures/${product}.svg?colour=${input.value}`;
  }
  if (input.matches('[data-size]')) {
    const price = document.querySelector('[data-price]');
    const pence = Number(price.dataset.base) + Number(input.selectedOptions[0].dataset.extra);
    price.querySelector('.price').innerHTML = `<b>£${(pence / 100).toFixed(2)}</b>`;
  }
});

const watcher = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    fetch(target.dataset.lazy).then(async reply => {
      target.innerHTML = await reply.text();
    });
  }
});
for (const section of document.querySelectorAll('[data-lazy]')) watcher.observe(section);

const letter = document.querySelector('[data-newsletter]');
if (letter) setTimeout(() => letter.showModal(), 600);
