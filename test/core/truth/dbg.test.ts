import { test } from 'vitest';
import { play } from '#test/core/truth/play.ts';
import { judge } from '#test/core/truth/judge.ts';
import { papersOf } from '#test/core/truth/messages.ts';
import { readFileSync } from 'node:fs';
test('dbg', async () => {
  const plan = JSON.parse(readFileSync('/tmp/plan.json', 'utf8'));
  if (process.env.FILES) for (const p of papersOf(plan)) for (const f of [p.sent, ...p.answers]) console.log(f.name, f.text);
  const seen = await play(plan);
  for (const r of seen.rows) console.log(JSON.stringify({ id: r.issue.id, st: r.issue.status, kind: r.issue.kind, t: r.issue.title, w: r.explanation.why, next: r.explanation.next, again: r.explanation.again, docs: r.documents.map((d: any) => d.fileName + ' ' + d.number), tl: r.timeline.map((x: any) => x.text) }, null, 1));
  console.log(judge(plan, seen));
});
