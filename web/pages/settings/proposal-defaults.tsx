/** What the card of a new proposal begins with: bounds that lower what is proposed, and how soon. Agrees to nothing by itself. */

import { BudgetFields } from '../../components/budget-fields.tsx';
import { PriorityChoice } from '../../components/priority-choice.tsx';
import { fittingBounds } from '../../state/bounds.ts';
import { changeSettings, settings } from '../../state/settings.ts';
import { settingsStrings } from '../../strings/settings.ts';
import { hintId } from '../parts/field.tsx';

export function ProposalDefaults() {
  const { budget, priority } = settings.value;
  return (
    <section class="part panel" aria-labelledby="proposals-heading">
      <h2 id="proposals-heading">{settingsStrings.proposals}</h2>
      <p class="quiet">{settingsStrings.proposalsLead}</p>
      <fieldset class="default-bounds" aria-describedby={hintId('bounds')}>
        <legend class="setting-label">{settingsStrings.bounds}</legend>
        <p class="field-hint" id={hintId('bounds')}>
          {settingsStrings.boundsHint}
        </p>
        <BudgetFields
          lowered={budget}
          // What no errand may have is shown as wrong by the browser, and is not kept.
          change={wanted => changeSettings({ budget: fittingBounds(wanted) })}
          disabled={false}
        />
      </fieldset>
      <div class="setting">
        <label class="setting-label" for="priority">
          {settingsStrings.priority}
          <span class="field-hint" id={hintId('priority')}>
            {settingsStrings.priorityHint}
          </span>
        </label>
        <PriorityChoice
          id="priority"
          chosen={priority}
          choose={chosen => changeSettings({ priority: chosen })}
          describedBy={hintId('priority')}
        />
      </div>
    </section>
  );
}
