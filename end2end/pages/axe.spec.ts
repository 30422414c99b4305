// WCAG 2.2 AA and good practice, on every page, in both languages, light and dark.
import { AxeBuilder } from '@axe-core/playwright';
import { gallery } from '../support/gallery';
import { expect, test } from '../support/test';

for (const [locale, lang] of [
  ['en-GB', 'en'],
  ['fr-FR', 'fr'],
] as const) {
  test.describe(`in ${lang}`, () => {
    test.use({ locale });

    for (const [name, open] of Object.entries(gallery)) {
      test(`axe finds nothing on ${name} in ${lang}, light and dark`, async ({ page, request, sesame }) => {
        await open({ page, request, sesame });
        await expect(page.locator('html')).toHaveAttribute('lang', lang);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          const { violations } = await new AxeBuilder({ page }).disableRules(meant(name)).analyze();
          const found = violations.flatMap(({ id, help, nodes }) =>
            nodes.map((node) => `${id}: ${help} at ${node.target.join(' ')}`),
          );
          expect(found, `${name}, ${colorScheme}`).toEqual([]);
        }
      });
    }
  });
}

/** What axe would find and is meant to be so. */
function meant(name: string): string[] {
  // The demo's television asks for its token by reloading itself, as one without scripts must; there is no form on it
  // that could be lost.
  return name === 'demo-television' ? ['meta-refresh'] : [];
}
