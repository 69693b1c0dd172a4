// Does a quiz answer, and does a page read itself aloud, without a word to anybody?

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { answer, assertNone, fakeSpeech, go, start } from './harness.mjs';

const PHONE = { width: 390, height: 800 };
const QUIZ = { zh: '/quizzes/quiz-older-people/', en: '/en/quizzes/quiz-older-people/' };
/** What is right in it, from 0. */
const RIGHT = [[1], [2], [0], [1], [0, 2], [2], [0], [1]];
const HAN = { name: 'Han', lang: 'zh-CN' };
const ANN = { name: 'Ann', lang: 'en-GB' };

let site;
before(async () => (site = await start()));
after(() => site.close());

/** A test on a page of its own, during which nothing may go wrong and nothing is asked for but what the page is made of. */
function visit(name, address, run, { voices, ...options } = {}) {
  test(name, async () => {
    const { page, trouble, close } = await site.open({ viewport: PHONE, reducedMotion: 'reduce', ...options });
    if (voices) await page.addInitScript(fakeSpeech, voices);
    await go(page, address);
    await run(page);
    await close();
    assertNone(trouble, 'things went wrong');
  });
}

const question = (page, number) => page.locator('.question').nth(number - 1);
const verdict = (page, number) => question(page, number).locator('.feedback');
const kept = (page) => page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);

// ---- Quizzes

visit('a right answer is said to be right, with the reason, in words and in a place that is announced', QUIZ.zh, async (page) => {
  assert.match(await question(page, 3).locator('.question-number').innerText(), /^第 3 题，共 8 题$/);
  await answer(page, [RIGHT[0]]);
  assert.match(await verdict(page, 1).innerText(), /^答对了。\s+答案：B\s+警察不会要您转钱/);
  assert.equal(await verdict(page, 1).getAttribute('role'), 'status');
  assert.match(await question(page, 1).locator('.option').nth(1).innerText(), /正确$/);
  assert.ok(await question(page, 1).locator('.feedback a[href="/scams/fake-police/"]').isVisible());
  assert.ok(!(await question(page, 1).locator('.answer').isVisible()));
  // What is judged stays.
  await question(page, 1).locator('.option').nth(0).click({ force: true });
  assert.ok(await question(page, 1).locator('input').nth(1).isChecked());
  assert.match(await verdict(page, 1).innerText(), /^答对了/);
});

visit('a wrong answer is told so kindly, and what would be right', QUIZ.en, async (page) => {
  await answer(page, [[0]]);
  assert.match(await verdict(page, 1).innerText(), /^Not this one, and that’s all right\. Here is why:\s+Answer: B\s+The police do not/);
  const marks = await question(page, 1).locator('.option-mark').allInnerTexts();
  assert.deepEqual(marks.map((mark) => mark.trim()), ['Not this one', 'Right']);
});

visit('who is not sure may see the answer', QUIZ.en, async (page) => {
  await answer(page, [[]]);
  assert.match(await verdict(page, 1).innerText(), /^When you’re not sure/);
  assert.equal(await question(page, 1).locator('input:checked').count(), 0);
});

visit('several answers are judged together, and a part of them counts as a part', QUIZ.en, async (page) => {
  const options = question(page, 5).locator('.option');
  const check = question(page, 5).locator('.quiz-check');
  assert.equal(await question(page, 5).locator('input[type=checkbox]').count(), 3);
  await check.click();
  assert.match(await verdict(page, 5).innerText(), /^Choose an answer first/);
  await options.nth(0).click();
  assert.doesNotMatch(await verdict(page, 5).innerText(), /Answer/);
  await check.click();
  assert.match(await verdict(page, 5).innerText(), /^Partly right/);
  await page.reload();
  await options.nth(2).click();
  await options.nth(0).click();
  await check.click();
  assert.match(await verdict(page, 5).innerText(), /^That’s right/);
  await page.reload();
  for (const index of [0, 1, 2]) await options.nth(index).click();
  await check.click();
  assert.match(await verdict(page, 5).innerText(), /^Partly right/, 'everything at once is not right');
});

visit('at the end stands how it went, what to look at again, and nothing is kept', QUIZ.en, async (page) => {
  const result = page.locator('#_quiz-result');
  await answer(page, [RIGHT[0], [0], RIGHT[2], [], ...RIGHT.slice(4, 7)]);
  assert.equal(await result.count(), 0);
  assert.equal(await question(page, 7).locator('.quiz-on').innerText(), 'Next question');
  await question(page, 8).locator('.option').nth(1).click();
  await question(page, 8).locator('.quiz-on a').click();
  await page.waitForURL('**#_quiz-result');
  assert.match(await result.innerText(), /6 \/ 8\s+6 of 8 right\s+You can see through most of their tricks/);
  assert.match(await result.innerText(), new RegExp(`${new Date().getDate()} \\w+ ${new Date().getFullYear()}`));
  const missed = await result.locator('.missed a[href^="#"]').evaluateAll((links) => links.map((link) => [link.hash, link.textContent]));
  assert.deepEqual(missed, [['#q2', '96110 is calling'], ['#q4', 'It sounds like your grandson']]);
  assert.ok(!(await result.locator('.certificate-name').isVisible()));
  await page.locator('#_quiz-name').fill('Margaret');
  assert.equal(await result.locator('.certificate-name').innerText(), 'Margaret');
  assert.deepEqual(await kept(page), [0, 0, '']);
  await page.reload();
  assert.equal(await page.locator('main input:checked').count(), 0);
  assert.equal(await result.count(), 0);
});

for (const [choices, words] of [[RIGHT, '全部答对'], [RIGHT.map(() => []), '骗子的话是反复练过的']]) {
  visit(`a warm word for each score: ${words}`, QUIZ.zh, async (page) => {
    await answer(page, choices);
    assert.match(await page.locator('.certificate').innerText(), new RegExp(words));
    assert.equal(await page.locator('.certificate-kind:visible').count(), 1);
    assert.equal(await page.locator('.missed').isVisible(), choices !== RIGHT);
  });
}

visit('the last question leads back to what was passed over', QUIZ.zh, async (page) => {
  await question(page, 8).locator('.option').nth(1).click();
  assert.equal(await question(page, 8).locator('.quiz-on').innerText(), '还有 7 题没做');
  assert.equal(await question(page, 8).locator('.quiz-on a').getAttribute('href'), '#q1');
});

visit('the result is passed on as words with the short address, or copied', QUIZ.zh, async (page) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'share', { value: async (data) => (globalThis.shared = data) }));
  await page.reload();
  await answer(page, RIGHT);
  const words = /^我做了《老年朋友防骗小测验》，8 题答对 8 题。你也来试试：https:\/\/\S+\/s\/quiz-older-people\/$/;
  await page.locator('.quiz-share').click();
  const shared = await page.evaluate(() => globalThis.shared);
  assert.deepEqual(Object.keys(shared), ['text']);
  assert.match(shared.text, words);
  await page.locator('.quiz-copy').click();
  await page.locator('#_quiz-result [role=status]').filter({ hasText: '已复制' }).waitFor({ state: 'attached' });
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), words);
}, { permissions: ['clipboard-read', 'clipboard-write'] });

visit('a quiz can be done again from the start', QUIZ.zh, async (page) => {
  await answer(page, RIGHT.map(() => [0]));
  await page.locator('.quiz-again').click();
  assert.equal(await page.locator('#_quiz-result').count(), 0);
  assert.equal(await page.locator('.question input:checked').count(), 0);
  assert.equal(await page.locator('.option-mark, .quiz-on, .verdict').count(), 0);
  assert.ok(await question(page, 1).locator('input').first().evaluate((input) => input === document.activeElement));
  await answer(page, RIGHT);
  assert.match(await page.locator('.certificate').innerText(), /8 \/ 8/);
});

visit('a quiz can be done with the keyboard alone', QUIZ.en, async (page) => {
  await question(page, 1).locator('input').first().focus();
  // The arrows move along without choosing for good.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.equal(await verdict(page, 1).innerText(), '');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  assert.match(await verdict(page, 1).innerText(), /^That’s right/);
  await page.keyboard.press('ArrowDown');
  assert.ok(await question(page, 1).locator('input').nth(1).isChecked(), 'what is judged stays');
  // On to the next question, where a space chooses at once.
  const onLink = () => page.evaluate(() => document.activeElement.matches('.quiz-on a'));
  for (let step = 0; step < 5 && !(await onLink()); step++) await page.keyboard.press('Tab');
  assert.ok(await onLink());
  await page.keyboard.press('Enter');
  await page.waitForURL('**#q2');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'q2-choice');
  await page.keyboard.press('Space');
  assert.match(await verdict(page, 2).innerText(), /^Not this one/);
  // The arrows and the button.
  await question(page, 3).locator('input').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.quiz-check')));
  await page.keyboard.press('Enter');
  assert.match(await verdict(page, 3).innerText(), /^That’s right/);
  assert.ok(await verdict(page, 3).evaluate((feedback) => feedback === document.activeElement), 'the button that went left its place to the answer');
});

visit('the card is printed alone', QUIZ.zh, async (page) => {
  await answer(page, RIGHT);
  await page.locator('#_quiz-name').fill('王秀兰');
  const seen = () => page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const outside = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement } = node;
      if (node.data.trim() && parentElement.checkVisibility() && !parentElement.closest('.certificate')) outside.push(node.data.trim());
    }
    return { outside, card: document.querySelector('.certificate').innerText };
  });
  await page.emulateMedia({ media: 'print' });
  assert.ok((await seen()).outside.length > 10, 'the page itself is printed with its text');
  await page.evaluate(() => (globalThis.print = () => (globalThis.printed = document.body.className)));
  await page.locator('.quiz-print').evaluate((button) => button.click());
  assert.match(await page.evaluate(() => globalThis.printed), /prints-result/);
  const { outside, card } = await seen();
  assert.deepEqual(outside, []);
  for (const words of ['王秀兰', '老年朋友防骗小测验', '8 题答对 8 题', '全部答对']) assert.ok(card.includes(words), words);
  for (const paper of [{ format: 'A4' }, { format: 'A5' }, { format: 'A5', landscape: true }]) {
    // A page that has been printed is whole again.
    await page.locator('.quiz-print').evaluate((button) => button.click());
    const pdf = (await page.pdf(paper)).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, `${paper.format}: one sheet`);
  }
  assert.ok((await seen()).outside.length > 10);
});

visit('without JavaScript the answers are there to open', QUIZ.en, async (page) => {
  assert.equal(await page.locator('.question input, .read-aloud:visible').count(), 0);
  assert.match(await question(page, 1).locator('.options').innerText(), /Hear him out[^]*Call back/);
  await question(page, 1).locator('.answer summary').click();
  assert.match(await question(page, 1).locator('.answer').innerText(), /Answer: B\s+The police/);
}, { javaScriptEnabled: false });

test('a quiz works in a copy that is opened from a folder', { skip: !process.env.FOLDER && 'no copy' }, async () => {
  const { page, close } = await site.open({ viewport: PHONE });
  const trouble = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on('request', (request) => request.url().startsWith('file:') || trouble.push(request.url()));
  await page.addInitScript(fakeSpeech, [HAN]);
  await page.goto(new URL('quizzes/quiz-older-people/index.html', pathToFileURL(`${resolve(process.env.FOLDER)}/`)).href);
  await answer(page, RIGHT);
  assert.match(await page.locator('.certificate').innerText(), /8 \/ 8/);
  await page.locator('.read-aloud-play').click();
  await page.waitForFunction(() => speechSynthesis.said.some(({ text }) => text === '老年朋友防骗小测验'));
  await close();
  assertNone(trouble, 'things went wrong');
});

// ---- Reading aloud

/** What was said so far, without the empty word that asks whether one may speak. */
const said = (page) => page.evaluate(() => speechSynthesis.said.filter(({ text }) => text));
const texts = async (page) => (await said(page)).map(({ text }) => text);
const marked = (page) => page.evaluate(() => [...(CSS.highlights.get('spoken') ?? [])].map(String).join());
const speaks = (page) => page.evaluate(() => speechSynthesis.isSpeaking());

/** Presses a button and waits for the next sentence. */
async function press(page, button) {
  const { length } = await said(page);
  await page.locator(`.read-aloud-${button}`).click();
  await page.waitForFunction((length) => speechSynthesis.said.filter(({ text }) => text).length > length, length);
}

async function finish(page, times = 1) {
  for (let time = 0; time < times; time++) await page.evaluate(() => speechSynthesis.finish());
}

const SCAM = '/scams/fake-police/';

for (const [address, voice, first] of [[SCAM, 'Han', '冒充公检法诈骗'], [`/en${SCAM}`, 'Ann', 'Fake police and prosecutors']]) {
  visit(`a page is read from its title on, in the voice of its language, each sentence marked: ${voice}`, address, async (page) => {
    await press(page, 'play');
    assert.equal((await said(page))[0].text, first);
    for (let count = 0; count < 12; count++) {
      const { text, voice: name } = (await said(page)).at(-1);
      assert.equal(name, voice);
      // Numbers that one dials are said digit by digit.
      const plain = (words) => words.replace(/\s+/g, ' ').replace(/[\d幺零二三四五六七八九]+/g, '#');
      assert.equal(plain(await marked(page)), plain(text));
      // It may be on its way there.
      await page.waitForFunction(() => {
        const [range] = CSS.highlights.get('spoken');
        const { top, bottom } = range.getBoundingClientRect();
        return top >= 0 && bottom <= document.querySelector('.read-aloud-bar').getBoundingClientRect().top;
      });
      await finish(page);
    }
  }, { voices: [ANN, HAN] });
}

visit('everything of the text is read, and nothing else', SCAM, async (page) => {
  await press(page, 'play');
  while (await speaks(page)) await finish(page);
  const all = (await texts(page)).join('');
  const wanted = await page.evaluate(() => [...document.querySelectorAll('h1, .lead p, .summary, article > .prose :is(h2, p, li)')].map((block) => block.innerText).join(''));
  const letters = (text) => text.replace(/[^\p{Script=Han}]|[零幺二三四五六七八九]/gu, '');
  assert.ok(letters(all).includes(letters(wanted).slice(0, 30)));
  for (const text of await page.locator('article > .prose :is(h2, p)').allInnerTexts()) assert.ok(letters(all).includes(letters(text)), text);
  for (const elsewhere of ['钱已经转了？验证码告诉别人了？', '本页内容', '资料来源', '也叫']) assert.ok(!all.includes(elsewhere), elsewhere);
  // Then it is as before.
  assert.equal(await marked(page), '');
  assert.equal((await page.locator('.read-aloud-play').innerText()).trim(), '朗读这一页');
  assert.ok(!(await page.locator('.read-aloud-stop').isVisible()));
}, { voices: [HAN] });

visit('numbers one dials are said digit by digit, amounts are not, and addresses are left out', `/en${SCAM}`, async (page) => {
  await page.evaluate(() => {
    document.querySelector('.summary').remove();
    document.querySelector('.lead').remove();
    const texts = [['en', 'Call 110 or 96110 now, not 12,000 or 120 people in 2023.'], ['en', 'They send hxxps://bad[.]example/x to you.'], ['zh', '他说：拨打 110。《反电信网络诈骗法》要交 96110 元。']];
    const paragraphs = texts.map(([lang, textContent]) => {
      const paragraph = document.createElement('p');
      paragraph.append(Object.assign(document.createElement('span'), { lang, textContent }));
      return paragraph;
    });
    document.querySelector('.first').remove();
    document.querySelector('.rest').replaceChildren(...paragraphs);
  });
  await press(page, 'play');
  while (await speaks(page)) await finish(page);
  assert.deepEqual((await said(page)).slice(1).map(({ text, voice }) => [text, voice]), [
    ['Call 1 1 0 or 9 6 1 1 0 now, not 12,000 or 120 people in 2023.', 'Ann'],
    ['They send  to you.', 'Ann'],
    ['他说：拨打 幺幺零。', 'Han'],
    ['《反电信网络诈骗法》要交 96110 元。', 'Han'],
  ]);
}, { voices: [HAN, ANN] });

visit('of a quiz the questions are read with the letters of their options, and the answers once they are shown', QUIZ.zh, async (page) => {
  const readAll = async () => {
    await press(page, 'play');
    while (await speaks(page)) await finish(page);
    return (await texts(page)).join('\n');
  };
  assert.match(await readAll(), /您怎么办？\nA\. 先听他讲完，再看有没有道理。\nB\. 挂断/);
  assert.doesNotMatch((await texts(page)).join(), /警察不会要您转钱|答案：|看看对不对|说不准/);
  await answer(page, [[0]]);
  await page.evaluate(() => (speechSynthesis.said.length = 0));
  assert.match(await readAll(), /不是这个，没关系。\n[^]*答案：B\n警察不会要您转钱/);
}, { voices: [HAN] });

visit('Chinese within an English page is read by a Chinese voice, and left out where there is none', `/en${SCAM}`, async (page) => {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('h1, article > .prose')) element.lang = 'zh';
    document.querySelector('h1').textContent = '冒充公检法';
  });
  await press(page, 'play');
  await finish(page);
  assert.deepEqual((await said(page)).map(({ text, voice, lang }) => [text.slice(0, 5), voice, lang]), [['冒充公检法', 'Han', 'zh-CN'], ['On th', 'Ann', 'en-GB']]);
  await page.locator('.read-aloud-stop').click();
  await page.evaluate((voices) => (speechSynthesis.voices = voices), [{ ...ANN, localService: true }]);
  await press(page, 'play');
  assert.match((await texts(page)).at(-1), /^On the phone/);
}, { voices: [ANN, HAN] });

visit('it pauses, goes on with the sentence it was in, and stops', SCAM, async (page) => {
  const label = async () => (await page.locator('.read-aloud-play').innerText()).trim();
  await press(page, 'play');
  await finish(page, 2);
  const at = (await texts(page)).at(-1);
  assert.equal(await label(), '暂停');
  await page.locator('.read-aloud-play').click();
  assert.equal(await label(), '继续');
  assert.ok(!(await speaks(page)));
  await page.waitForTimeout(120);
  assert.ok(!(await speaks(page)), 'what falls silent does not go on to the next sentence');
  assert.notEqual(await marked(page), '', 'the place is kept');
  await press(page, 'play');
  assert.equal((await texts(page)).at(-1), at);
  await page.locator('.read-aloud-stop').click();
  assert.ok(!(await speaks(page)));
  assert.equal(await marked(page), '');
  assert.ok(await page.locator('.read-aloud-play').evaluate((button) => button === document.activeElement));
  await press(page, 'play');
  assert.equal((await texts(page)).at(-1), '冒充公检法诈骗');
}, { voices: [HAN] });

visit('the speed is chosen between limits, heard at once and remembered', SCAM, async (page) => {
  const rates = async () => (await said(page)).map(({ rate }) => rate);
  await press(page, 'play');
  for (let time = 0; time < 2; time++) await press(page, 'slower');
  await page.locator('.read-aloud-slower').click({ force: true });
  assert.deepEqual(await rates(), [1, 0.9, 0.8]);
  assert.match(await page.locator('.read-aloud-rate').innerText(), /0\.8/);
  assert.equal(await page.locator('.read-aloud-slower').getAttribute('aria-disabled'), 'true');
  await page.goto(`/en${SCAM}`);
  await press(page, 'play');
  assert.deepEqual(await rates(), [0.8]);
}, { voices: [HAN, ANN] });

visit('leaving the page ends it', SCAM, async (page) => {
  await press(page, 'play');
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  assert.ok(!(await speaks(page)));
}, { voices: [HAN] });

visit('a voice that fails is told of', SCAM, async (page) => {
  await press(page, 'play');
  await page.evaluate(() => speechSynthesis.fail());
  assert.match(await page.locator('.read-aloud-note').innerText(), /没能读出来/);
  assert.equal((await page.locator('.read-aloud-play').innerText()).trim(), '朗读这一页');
}, { voices: [HAN] });

visit('where only the network has a voice it is not offered, until the device has one', SCAM, async (page) => {
  assert.ok(!(await page.locator('.read-aloud-play').isVisible()));
  const moves = () => page.locator('.rest').boundingBox();
  const before = await moves();
  await page.evaluate((voice) => {
    speechSynthesis.voices.push({ localService: true, ...voice });
    speechSynthesis.onvoiceschanged();
  }, HAN);
  assert.ok(await page.locator('.read-aloud-play').isVisible());
  assert.deepEqual(await moves(), before, 'nothing moves');
}, { voices: [{ name: 'Cloud', lang: 'zh-CN', localService: false }, { name: 'Sin-ji', lang: 'zh-HK' }, ANN] });

visit('of several voices the one of the language’s home reads', SCAM, async (page) => {
  await press(page, 'play');
  assert.equal((await said(page))[0].voice, 'Tingting');
}, { voices: [{ name: 'Sin-ji', lang: 'zh-HK' }, { name: 'Meijia', lang: 'zh-TW' }, { name: 'Eddy (中文)', lang: 'zh-CN' }, { name: 'Tingting', lang: 'zh_CN' }] });

visit('where ranges cannot be marked, the paragraph is', SCAM, async (page) => {
  await page.evaluate(() => delete globalThis.Highlight);
  await press(page, 'play');
  assert.equal(await page.locator('.spoken').innerText(), '冒充公检法诈骗');
  await finish(page);
  assert.equal(await page.locator('.spoken').count(), 1);
  await page.locator('.read-aloud-stop').click();
  assert.equal(await page.locator('.spoken').count(), 0);
}, { voices: [HAN] });

visit('nothing of it is loaded before the button is touched', SCAM, async (page) => {
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /\/(read-aloud|quiz)\./.test(name)).length);
  assert.equal(await loaded(), 0);
  await press(page, 'play');
  assert.equal(await loaded(), 1);
}, { voices: [HAN] });
