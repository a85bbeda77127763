/**
 * What a terminal would obey instead of show: control characters (C0, DEL, C1), what turns the direction of text or
 * hides in it, signs that fill a place and show nothing, separators of lines. A partner's words must not move the cursor, set a title or look like other words.
 */
const obeyed =
  // oxlint-disable-next-line no-control-regex -- these are the characters that must not get out
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\u034f|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180f/gu;

const blank = /\r?\n|[\t\u2028\u2029]/g;

/** Text of others as one line for people: breaks as a blank, all else that a terminal would obey as a mark of it. */
export function printable(text: string): string {
  return text.replace(blank, ' ').replace(obeyed, picture);
}

/** ESC is shown as `␛`; what has no picture as `�`. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : '�';
}

/** JSON text, made by `JSON.stringify`, in which the same characters are escaped. It means the same. */
export function printableJson(json: string): string {
  return json.replace(obeyed, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
          .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
          .join(''),
  );
}
