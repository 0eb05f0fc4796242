/** What an element is to a person: its ARIA role, given or implied. Runs in the page. */

export function roleOf(element: Element): string {
  // Only words of this list are taken from the page: a role stands in the observation without quotes. Any other is as if not there.
  const known =
    /^(link|button|textbox|searchbox|combobox|listbox|checkbox|radio|switch|slider|spinbutton|tab|menuitem|menuitemcheckbox|menuitemradio|option|treeitem|gridcell|heading|img|navigation|dialog|alertdialog|form|group|radiogroup|region|banner|contentinfo|complementary|search|menu|menubar|tablist|toolbar|tree|grid|treegrid|table|row|cell|columnheader|rowheader|alert|status|main|article)$/;
  const given = (element.getAttribute('role') ?? '').toLowerCase().split(/\s+/);
  const role = given.find(word => known.test(word));
  if (role !== undefined) return role;
  const tag = element.tagName.toLowerCase();
  switch (tag) {
    case 'a':
    case 'area':
      return element.hasAttribute('href') || element.hasAttribute('xlink:href') ? 'link' : 'generic';
    case 'input': {
      const { type } = element as HTMLInputElement;
      if (/^(submit|button|reset|image)$/.test(type)) return 'button';
      if (type === 'checkbox' || type === 'radio') return type;
      if (type === 'range') return 'slider';
      if (type === 'number') return 'spinbutton';
      if (type === 'search') return 'searchbox';
      if (type === 'file') return 'file';
      if (/^(date|time|datetime-local|month|week|color)$/.test(type)) return type;
      return element.hasAttribute('list') ? 'combobox' : 'textbox';
    }
    case 'select':
      return (element as HTMLSelectElement).multiple || (element as HTMLSelectElement).size > 1
        ? 'listbox'
        : 'combobox';
    case 'textarea':
      return 'textbox';
    // No roles of ARIA, and things that a person uses.
    case 'video':
    case 'audio':
      return tag;
    case 'summary':
    case 'button':
      return 'button';
    case 'label': {
      // Sites hide the native box and draw one in its label: the label is then what a person uses.
      const { control } = element as HTMLLabelElement;
      const isDrawn = control instanceof HTMLInputElement && /^(checkbox|radio|file)$/.test(control.type);
      return isDrawn && !errand.isShown(control) ? errand.roleOf(control) : 'generic';
    }
    case 'nav':
      return 'navigation';
    case 'img':
      return 'img';
    case 'fieldset':
      return 'group';
    case 'aside':
      return 'complementary';
    case 'header':
      return element.closest('article, section, main') === null ? 'banner' : 'generic';
    case 'footer':
      return element.closest('article, section, main') === null ? 'contentinfo' : 'generic';
    case 'main':
    case 'form':
    case 'dialog':
    case 'table':
    case 'article':
    case 'option':
      return tag;
    case 'section':
      return element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby') ? 'region' : 'generic';
    default:
      if (/^h[1-6]$/.test(tag)) return 'heading';
      return (element as HTMLElement).isContentEditable && !(element.parentElement?.isContentEditable ?? false)
        ? 'textbox'
        : 'generic';
  }
}
