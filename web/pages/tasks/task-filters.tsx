/** The filters above the list: status by one click, words, priority, age. They change the address and nothing else. */

import { SearchIcon } from '../../components/nav-icons.tsx';
import { ages, priorities, type Show, shows, type TaskFilter } from '../../state/task-filter.ts';
import { ageWords, priorityWords, showWords, taskStrings } from '../../strings/tasks.ts';

interface FiltersProps {
  readonly filter: TaskFilter;
  readonly change: (part: Partial<TaskFilter>) => void;
  /** How many each status would show; undefined while that is unknown. */
  readonly counts: ReadonlyMap<Show, number> | undefined;
}

export function TaskFilters({ filter, change, counts }: FiltersProps) {
  return (
    <search class="filters" aria-label={taskStrings.filters}>
      <fieldset class="segments">
        <legend class="visually-hidden">{taskStrings.status}</legend>
        {shows.map(show => (
          <label key={show} class="segment">
            <input
              type="radio"
              name="show"
              class="visually-hidden"
              checked={filter.show === show}
              onChange={() => change({ show })}
            />
            <span class="segment-words">
              {showWords[show]}
              <span class="segment-count figures">{counts?.get(show) ?? '·'}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="filter-line">
        <label class="search">
          <SearchIcon />
          <input
            type="search"
            aria-label={taskStrings.words}
            placeholder={taskStrings.wordsPlaceholder}
            value={filter.words}
            onInput={event => change({ words: event.currentTarget.value })}
          />
        </label>
        <Choice
          label={taskStrings.priority}
          words={priorityWords}
          all={priorities}
          chosen={filter.priority}
          choose={priority => change({ priority })}
        />
        <Choice
          label={taskStrings.age}
          words={ageWords}
          all={ages}
          chosen={filter.age}
          choose={age => change({ age })}
        />
      </div>
    </search>
  );
}

interface ChoiceProps<One extends string> {
  readonly label: string;
  readonly words: Readonly<Record<One, string>>;
  readonly all: readonly One[];
  readonly chosen: One;
  readonly choose: (one: One) => void;
}

function Choice<One extends string>({ label, words, all, chosen, choose }: ChoiceProps<One>) {
  return (
    <select
      class="select"
      aria-label={label}
      value={chosen}
      onChange={event => {
        const picked = all.find(one => one === event.currentTarget.value);
        if (picked !== undefined) choose(picked);
      }}
    >
      {all.map(one => (
        <option key={one} value={one}>
          {words[one]}
        </option>
      ))}
    </select>
  );
}
