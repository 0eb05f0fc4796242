/** Two custom elements that take part in their form: a date range in an open shadow root, a switch in a closed one. */

const look = `<style>
:host { display: block; font: inherit; }
.row { display: flex; gap: 18px; }
label { display: block; font-size: .95rem; }
input { display: block; margin-top: 4px; padding: 9px 11px; font: inherit; border: 2px solid #33525f; border-radius: 4px; }
button { display: inline-flex; align-items: center; gap: 12px; border: 0; padding: 4px 0; background: none; font: inherit; cursor: pointer; }
i { position: relative; width: 52px; height: 28px; border-radius: 14px; background: #93a5ad; transition: background .15s; }
i::after { content: ''; position: absolute; left: 3px; top: 3px; width: 22px; height: 22px; border-radius: 50%; background: #fff; transition: left .15s; }
[aria-checked=true] i { background: #0b6e5a; }
[aria-checked=true] i::after { left: 27px; }
</style>`;

class DateRange extends HTMLElement {
  static formAssociated = true;
  #internals = this.attachInternals();

  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `${look}<div class="row"><label>First day <input type="date" part="first"></label>
<label>Last day <input type="date" part="last"></label></div>`;
    const [first, last] = root.querySelectorAll('input');
    first.value = this.getAttribute('first') ?? '';
    last.value = this.getAttribute('last') ?? '';
    const keep = () => this.#internals.setFormValue(`${first.value}/${last.value}`);
    root.addEventListener('input', keep);
    root.addEventListener('change', keep);
    keep();
  }
}

class Toggle extends HTMLElement {
  static formAssociated = true;
  #internals = this.attachInternals();

  connectedCallback() {
    const root = this.attachShadow({ mode: 'closed' });
    root.innerHTML = `${look}<button type="button" role="switch"><i></i><span></span></button>`;
    const button = root.querySelector('button');
    const show = on => {
      button.setAttribute('aria-checked', String(on));
      root.querySelector('span').textContent = on ? 'Yes' : 'No';
      this.#internals.setFormValue(on ? 'yes' : 'no');
    };
    button.setAttribute('aria-label', this.getAttribute('label') ?? '');
    button.addEventListener('click', () => show(button.getAttribute('aria-checked') !== 'true'));
    show(this.hasAttribute('on'));
  }
}

customElements.define('np-date-range', DateRange);
customElements.define('np-toggle', Toggle);
