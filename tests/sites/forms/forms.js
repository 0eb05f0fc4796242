/** The permit service's script: the country combobox, the mask, the confirmations and the framed terms. */

for (const combobox of document.querySelectorAll('[data-combobox]')) {
  const [box, sent] = combobox.querySelectorAll('input');
  const list = combobox.querySelector('[role=listbox]');
  const options = [...list.children];
  let active = -1;

  const shown = () => options.filter(option => !option.hidden);
  const setOpen = open => {
    list.hidden = !open;
    box.setAttribute('aria-expanded', String(open));
    if (!open) activate(-1);
  };
  const activate = to => {
    active = to;
    for (const [at, option] of shown().entries()) option.classList.toggle('active', at === to);
    const option = shown()[to];
    if (option) {
      box.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else box.removeAttribute('aria-activedescendant');
  };
  const filter = () => {
    const typed = box.value.trim().toLowerCase();
    for (const option of options) option.hidden = !option.textContent.toLowerCase().includes(typed);
    sent.value = options.find(option => option.textContent.toLowerCase() === typed)?.textContent ?? '';
    setOpen(shown().length > 0);
    activate(-1);
  };
  const choose = option => {
    box.value = option.textContent;
    sent.value = option.textContent;
    for (const other of options) other.setAttribute('aria-selected', String(other === option));
    setOpen(false);
  };

  box.addEventListener('input', filter);
  box.addEventListener('click', () => {
    for (const option of options) option.hidden = false;
    setOpen(true);
  });
  box.addEventListener('blur', () => setOpen(false));
  // The list must not take the focus, or it would be gone before the click arrives.
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const option = event.target.closest('[role=option]');
    if (option) choose(option);
  });
  box.addEventListener('keydown', event => {
    if (event.key === 'Escape') setOpen(false);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) setOpen(true);
      const count = shown().length;
      activate((active + (event.key === 'ArrowDown' ? 1 : -1) + count) % count);
    }
    if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault();
      const option = shown()[Math.max(active, 0)];
      if (option) choose(option);
    }
  });
}

for (const input of document.querySelectorAll('[data-mask]')) {
  input.addEventListener('input', () => {
    const kept = input.value.toUpperCase().replace(/[^A-Z0-9]/g, '');
    const parts = [kept.slice(0, 2), kept.slice(2, 6), kept.slice(6, 8)].filter(part => part !== '');
    input.value = parts.join('-');
  });
}

document.addEventListener('submit', event => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});

const terms = document.querySelector('[data-terms]');
if (terms) {
  addEventListener('message', event => {
    if (event.origin !== location.origin || event.data !== 'terms-read') return;
    document.querySelector('[data-terms-read]').value = 'yes';
    document.querySelector('[data-terms-status]').textContent = 'Thank you, noted as read.';
  });
}
