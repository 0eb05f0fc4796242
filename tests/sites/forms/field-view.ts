/** Renders one question with its hint and its error, each kind in its own way. Checks nothing. */

import { flag, type Html, html, nothing } from '../html.ts';
import { countries } from './countries.ts';
import type { Field } from './field.ts';

export function fieldView(field: Field, value: string, error: string | undefined): Html {
  const { name, label, hint } = field;
  const notes = html`${hint === undefined ? nothing : html`<p class="hint" id="${name}-hint">${hint}</p>`}${
    error === undefined ? nothing : html`<p class="error" id="${name}-error">${error}</p>`
  }`;
  const group = ['radio', 'checkboxes', 'date-range', 'toggle', 'read-terms'].includes(field.kind);
  const described = describedBy(field, error);
  const control = controlOf(field, value, described);
  const wrong = error === undefined ? '' : 'wrong';
  if (group)
    return html`<fieldset class="field ${wrong}" id="${name}" ${described}><legend>${label}</legend>${notes}${control}</fieldset>`;
  if (field.kind === 'accept') return html`<div class="field ${wrong}">${notes}${control}</div>`;
  return html`<div class="field ${wrong}">${labelOf(field)}${notes}${control}</div>`;
}

function labelOf({ name, label, labelled }: Field): Html {
  if (labelled === 'placeholder') return nothing;
  if (labelled === 'labelledby') return html`<span class="label" id="${name}-label">${label}</span>`;
  return html`<label for="${name}">${label}</label>`;
}

function describedBy({ name, hint }: Field, error: string | undefined): Html {
  const ids = [hint !== undefined && `${name}-hint`, error !== undefined && `${name}-error`].filter(id => id !== false);
  return html`${ids.length === 0 ? nothing : html` aria-describedby="${ids.join(' ')}"`}${
    error === undefined ? nothing : html` aria-invalid="true"`
  }`;
}

function controlOf(field: Field, value: string, described: Html): Html {
  const { name, label, kind, options = [], labelled, autocomplete } = field;
  const naming = html`${labelled === 'placeholder' ? html` placeholder="${label}"` : nothing}${
    labelled === 'labelledby' ? html` aria-labelledby="${name}-label"` : nothing
  }${autocomplete === undefined ? nothing : html` autocomplete="${autocomplete}"`}`;
  switch (kind) {
    case 'textarea':
      return html`<textarea id="${name}" name="${name}" rows="5"${naming}${described}>${value}</textarea>`;
    case 'select':
      return html`<select id="${name}" name="${name}"${described}><option value="">Choose…</option>${options.map(
        option => html`<option ${flag('selected', option === value)}>${option}</option>`,
      )}</select>`;
    case 'radio':
      return html`<div class="choices">${options.map(
        option =>
          html`<label><input type="radio" name="${name}" value="${option}" ${flag('checked', option === value)}> ${option}</label>`,
      )}</div>`;
    case 'checkboxes':
      return html`<div class="choices">${options.map(
        option => html`<label><input type="checkbox" name="${name}" value="${option}"
 ${flag('checked', value.split(', ').includes(option))}> ${option}</label>`,
      )}</div>`;
    case 'accept':
      return html`<label class="choice"><input type="checkbox" id="${name}" name="${name}" value="yes"
 ${flag('checked', value === 'yes')}${described}> ${label}</label>`;
    case 'masked':
      return html`<input id="${name}" name="${name}" value="${value}" data-mask placeholder="NW-____-__" maxlength="10"
 autocapitalize="characters" spellcheck="false" class="short"${naming}${described}>`;
    case 'country':
      return countryCombobox(name, value, described);
    case 'date-range': {
      const [first = '', last = ''] = value.split('/');
      return html`<np-date-range name="${name}" first="${first}" last="${last}"></np-date-range>`;
    }
    case 'toggle':
      return html`<np-toggle name="${name}" label="${label}" ${value === 'yes' ? html`on` : nothing}></np-toggle>`;
    case 'read-terms':
      return html`<iframe src="/terms" title="Terms of the permit" data-terms></iframe>
<input type="hidden" name="${name}" value="${value}" data-terms-read><p class="hint" role="status" data-terms-status>${
        value === 'yes' ? 'Thank you, noted as read.' : 'Not read yet.'
      }</p>`;
    default:
      return html`<input type="${kind}" id="${name}" name="${name}" value="${value}"${naming}${described}>`;
  }
}

/** A combobox of plain elements: the text is for searching, the hidden input is what is sent. */
const countryCombobox = (
  name: string,
  value: string,
  described: Html,
): Html => html`<div class="combobox" data-combobox>
<input id="${name}" role="combobox" aria-expanded="false" aria-controls="${name}-list" aria-autocomplete="list"
 autocomplete="off" value="${value}"${described}>
<input type="hidden" name="${name}" value="${value}">
<ul id="${name}-list" role="listbox" aria-label="Countries" hidden>${countries.map(
  (country, at) =>
    html`<li role="option" id="${name}-${at}" aria-selected="${country === value ? 'true' : 'false'}">${country}</li>`,
)}</ul></div>`;
