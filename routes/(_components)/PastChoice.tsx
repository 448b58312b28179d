import { zoneName } from "@/lib/market/format.ts";
import { PAST_FIELDS, type PastControl } from "@/lib/services/past_control.ts";

const ID = "past-choice";

/** A clock that opens a form to choose an instant of the past: a popover and a GET form, no script. */
export function PastChoice({ path, control }: { path: string; control: PastControl }) {
  const { field, value, min, max, shortcuts, kept } = control;
  return (
    <>
      <button
        type="button"
        class="icon clock"
        popovertarget={ID}
        aria-label="Time machine"
        title="Time machine: this page as it was known then"
      >
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
          <path d="M3.5 12a8.5 8.5 0 1 0 2.6-6.1" />
          <path d="M3 3.5v4.2h4.2" />
          <path d="M12 7.5V12l3 2" />
        </svg>
      </button>
      <form
        id={ID}
        class="pop past-choice"
        popover="auto"
        method="get"
        action={path}
        aria-label="Time machine"
      >
        {kept.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <label for={`${ID}-time`}>As it was known on, in {zoneName()}</label>
        <span class="row">
          <input
            id={`${ID}-time`}
            type="datetime-local"
            name={field}
            value={value}
            min={min === "" ? undefined : min}
            max={max}
          />
          <button type="submit" class="primary">Show</button>
        </span>
        <span class="row">
          {shortcuts.map(({ value, label, isKnown }) => (
            <button
              key={value}
              type="submit"
              name={PAST_FIELDS.shortcut}
              value={value}
              formnovalidate
              disabled={!isKnown}
              title={isKnown ? undefined : "Nothing was known then"}
            >
              {label}
            </button>
          ))}
        </span>
      </form>
    </>
  );
}
