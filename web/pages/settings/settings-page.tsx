/** What the person may set for this browser, and what the console is connected to. */

import { useSignal } from '@preact/signals';
import { useConsole } from '../../components/context.ts';
import { OutIcon } from '../../components/nav-icons.tsx';
import { forgetCredential, keptCredential } from '../../state/credential.ts';
import { formatMoment } from '../../state/dates.ts';
import { loadedFrom } from '../../state/loaded.ts';
import { changeSettings, dateStyles, defaultSettings, settings, themes } from '../../state/settings.ts';
import { connectionWords, dateWords, settingsStrings, themeWords } from '../../strings/settings.ts';
import { strings } from '../../strings.ts';
import { hintId } from '../parts/field.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { perConsole } from '../parts/per-console.ts';
import { QUIET_MS, useRefresh } from '../parts/use-refresh.ts';
import { NotifySwitch } from './notify-switch.tsx';
import { ProposalDefaults } from './proposal-defaults.tsx';
import { version } from './version.ts';

const useMe = perConsole(({ account }) => loadedFrom(settingsStrings.unknown, () => account.readMe()));

/** A moment whose parts cannot be taken for each other. */
const EXAMPLE = '2026-12-31T16:05:00';

export function SettingsPage() {
  const { announcement } = useConsole();
  /** Fields that hold what was typed are made anew. */
  const resets = useSignal(0);
  return (
    <PageFrame title={settingsStrings.title} lead={settingsStrings.lead} testId="settings-page" narrow>
      <section class="part panel" aria-labelledby="appearance-heading">
        <h2 id="appearance-heading">{settingsStrings.appearance}</h2>
        <div class="setting">
          <span id="theme-label" class="setting-label">
            {settingsStrings.theme}
          </span>
          <div class="segments" role="radiogroup" aria-labelledby="theme-label">
            {themes.map(theme => (
              <label key={theme} class="segment">
                <input
                  type="radio"
                  name="theme"
                  class="visually-hidden"
                  checked={settings.value.theme === theme}
                  onChange={() => changeSettings({ theme })}
                />
                <span class="segment-words">{themeWords[theme]}</span>
              </label>
            ))}
          </div>
        </div>
        <div class="setting">
          <label class="setting-label" for="dates">
            {settingsStrings.dates}
            <span class="field-hint" id={hintId('dates')}>
              {settingsStrings.datesHint(formatMoment(EXAMPLE))}
            </span>
          </label>
          <select
            id="dates"
            class="select"
            aria-describedby={hintId('dates')}
            value={settings.value.dates}
            onChange={event => {
              const dates = dateStyles.find(one => one === event.currentTarget.value);
              if (dates !== undefined) changeSettings({ dates });
            }}
          >
            {dateStyles.map(style => (
              <option key={style} value={style}>
                {dateWords[style]}
              </option>
            ))}
          </select>
        </div>
      </section>
      <ProposalDefaults key={resets.value} />
      <section class="part panel" aria-labelledby="notifications-heading">
        <h2 id="notifications-heading">{settingsStrings.notifications}</h2>
        <NotifySwitch />
      </section>
      <ConnectionPart />
      <AboutPart />
      <p class="page-links">
        {keptCredential() !== undefined && (
          <button type="button" class="button" onClick={signOut}>
            {settingsStrings.signOut}
          </button>
        )}
        <button
          type="button"
          class="button"
          onClick={() => {
            changeSettings(defaultSettings);
            resets.value += 1;
            announcement.value = settingsStrings.resetDone;
          }}
        >
          {settingsStrings.reset}
        </button>
      </p>
    </PageFrame>
  );
}

/** Of this console alone: at the issuer one stays signed in. */
function signOut(): void {
  forgetCredential();
  location.reload();
}

function ConnectionPart() {
  const { config, live } = useConsole();
  const me = useMe();
  useRefresh(me.refresh, 3 * QUIET_MS);
  const facts: readonly (readonly [string, string])[] = [
    [settingsStrings.state, connectionWords[live.connection.value]],
    [settingsStrings.api, config.apiUrl],
    [settingsStrings.socket, config.socketUrl],
    [settingsStrings.model, config.offline ? strings.offlineTitle : config.model],
    [settingsStrings.owner, me.data.value?.ownerId ?? settingsStrings.unknown],
  ];
  return (
    <section class="part panel" aria-labelledby="connection-heading">
      <h2 id="connection-heading">{settingsStrings.connection}</h2>
      <dl class="fact-list">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function AboutPart() {
  const { apiUrl } = useConsole().config;
  return (
    <section class="part panel" aria-labelledby="about-heading">
      <h2 id="about-heading">{settingsStrings.about}</h2>
      <dl class="fact-list">
        <div>
          <dt>{settingsStrings.version}</dt>
          <dd>
            {strings.product} {version}
          </dd>
        </div>
      </dl>
      <p class="page-links">
        <OutLink href={`${apiUrl}/docs`} words={settingsStrings.docs} />
        <OutLink href={`${apiUrl}/openapi.json`} words={settingsStrings.openapi} />
      </p>
    </section>
  );
}

function OutLink({ href, words }: { readonly href: string; readonly words: string }) {
  return (
    <a class="button button-small" href={href} target="_blank" rel="noreferrer noopener">
      {words}
      <OutIcon />
      <span class="visually-hidden">{settingsStrings.newTab}</span>
    </a>
  );
}
