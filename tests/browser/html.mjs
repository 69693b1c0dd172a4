// Is every HTML file valid, in markup and in what standards ask of it?

import { join } from 'node:path';
import test from 'node:test';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { SITE, assertNone, htmlFiles } from './harness.mjs';

const validator = new HtmlValidate(
  new FileSystemConfigLoader({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:standard'],
    // A number is written as it is dialled, `010-12321`, with no other sign for the hyphen.
    rules: { 'tel-non-breaking': 'off' },
  }),
);

test('every HTML file passes html-validate', async (t) => {
  const files = htmlFiles();
  const found = [];
  for (const file of files) {
    const { results } = await validator.validateFile(join(SITE, file));
    for (const { messages } of results) {
      for (const { line, column, ruleId, message } of messages) found.push(`${file}:${line}:${column} ${ruleId}: ${message}`);
    }
  }
  t.diagnostic(`${files.length} files`);
  assertNone(found, 'mistakes');
});
