import type { CDPSession, Page } from 'playwright-core';

/** A keyboard with an input method, as Japanese or Chinese is typed: keys compose a text, and Enter takes it. */
export type InputMethod = {
  /** Shows candidates for what is being typed; nothing is in the field for good yet. */
  compose(text: string): Promise<void>;
  /** A key that the input method takes for itself: Enter takes a candidate, arrows and Escape choose. */
  press(key: 'Enter' | 'Escape' | 'ArrowDown'): Promise<void>;
  /** The candidate stands in the field. */
  take(text: string): Promise<void>;
  /** As in WebKit: the candidate is taken first, and the key that took it is told after that, with the code 229. */
  takeAsWebKit(text: string): Promise<void>;
};

const codes = { Enter: 13, Escape: 27, ArrowDown: 40 } as const;

export async function inputMethod(page: Page): Promise<InputMethod> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const press = async (key: keyof typeof codes, code: number) => {
    const event = { key, code: key, windowsVirtualKeyCode: code, nativeVirtualKeyCode: code };
    // Some systems send the character on as well; the page must bear that.
    await session.send('Input.dispatchKeyEvent', {
      ...event,
      type: 'keyDown',
      ...(key === 'Enter' ? { text: '\r' } : {}),
    });
    await session.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
  };
  const take = async (text: string) => void (await session.send('Input.insertText', { text }));
  return {
    async compose(text) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    },
    press: (key) => press(key, codes[key]),
    take,
    async takeAsWebKit(text) {
      await take(text);
      await press('Enter', 229);
    },
  };
}
