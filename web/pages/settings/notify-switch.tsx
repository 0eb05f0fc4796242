/** Whether a task that waits is told outside the page. The browser's permission is asked for by this click alone. */

import { useSignal } from '@preact/signals';
import { changeSettings, settings } from '../../state/settings.ts';
import { settingsStrings } from '../../strings/settings.ts';
import { hintId } from '../parts/field.tsx';

const permissionNow = (): NotificationPermission | 'none' =>
  'Notification' in globalThis ? Notification.permission : 'none';

export function NotifySwitch() {
  const permission = useSignal(permissionNow());
  const isOn = settings.value.notify && permission.value === 'granted';
  const change = async (isWanted: boolean): Promise<void> => {
    if (isWanted && permission.value === 'default') permission.value = await Notification.requestPermission();
    changeSettings({ notify: isWanted && permission.value === 'granted' });
  };
  const hint =
    permission.value === 'none'
      ? settingsStrings.notifyNone
      : permission.value === 'denied'
        ? settingsStrings.notifyDenied
        : settingsStrings.notifyHint;
  return (
    <div class="setting">
      <label class="setting-label" for="notify">
        {settingsStrings.notify}
        <span class="field-hint" id={hintId('notify')}>
          {hint}
        </span>
      </label>
      <input
        id="notify"
        class="switch"
        type="checkbox"
        role="switch"
        aria-describedby={hintId('notify')}
        checked={isOn}
        aria-checked={isOn}
        disabled={permission.value === 'none' || permission.value === 'denied'}
        onChange={event => {
          const box = event.currentTarget;
          // What is shown is what holds, also where the permission was not given.
          void change(box.checked).finally(() => {
            box.checked = settings.value.notify;
          });
        }}
      />
    </div>
  );
}
