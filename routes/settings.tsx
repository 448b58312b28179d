import { HttpError, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { readSetting, settingCookie } from "@/lib/market/settings.ts";
import { define } from "@/lib/services/define.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { SETTING_NAMES } from "@/lib/services/settings.ts";
import { formOf } from "@/lib/services/form.ts";
import { SettingsForm } from "./(_components)/SettingsForm.tsx";

export const handler = define.handlers({
  async GET({ url, state }) {
    await knownOnPage({ url, state });
    return page({ settings: state.settings, back: pathOf(url.searchParams.get("back")) });
  },
  /** The form of the settings, where no script sees to it: remembers each choice and leads back. */
  async POST(ctx) {
    const form = await formOf(ctx.req);
    const response = ctx.redirect(pathOf(form.get("back")), 303);
    for (const name of SETTING_NAMES) {
      const text = form.getAll(name).at(-1);
      if (typeof text !== "string") continue;
      const value = readSetting(name, text);
      if (value === undefined) throw new HttpError(400, `Cannot set "${name}" to "${text.slice(0, 40)}"`);
      response.headers.append("set-cookie", settingCookie(name, value));
    }
    return response;
  },
});

export default define.page<typeof handler>(function SettingsPage({ data }) {
  return (
    <>
      <Head>
        <title>Settings · Quarterhour</title>
        <link rel="stylesheet" href={asset("/dialogs.css")} />
      </Head>
      <section class="plain-page">
        <h1>Settings</h1>
        <SettingsForm {...data} />
        <p class="small soft">Kept in this browser, in cookies that hold nothing else.</p>
      </section>
    </>
  );
});

/** A path of ours, whatever was sent. */
function pathOf(back: FormDataEntryValue | null): string {
  return typeof back === "string" && /^\/(?![/\\])/.test(back) ? back : "/";
}
