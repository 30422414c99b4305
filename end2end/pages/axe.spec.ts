// WCAG 2.2 AA and good practice, on every page, in French on a wide screen. layout.spec.ts does so in English on a narrow
// one: each page is opened once for each of the two.
import { expectAxeFindsNothing } from '../support/axe';
import { gallery } from '../support/gallery';
import { expect, test } from '../support/test';

test.use({ locale: 'fr-FR' });

for (const [name, open] of Object.entries(gallery)) {
  test(`axe finds nothing on ${name} in French, light and dark`, async ({ page, request, sesame }) => {
    await open({ page, request, sesame });
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await expectAxeFindsNothing(page, name);
  });
}
