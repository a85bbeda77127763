import { useVirtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import styles from './document-viewer.module.css';
import { type Mark, marksOf, type SegmentMarks, signsOf } from './segment-marks.ts';

/** One segment of an EDI document. Positions count from 1, and so do elements. */
export type Segment = {
  readonly tag: string;
  /** In plain words: `Purchase order number`. */
  readonly name: string;
  readonly position: number;
  readonly elements: readonly { readonly index: number; readonly text: string }[];
};

type Props = {
  /** What the document is called: `Invoice INV-1`. */
  readonly title: string;
  /** Its type: `810`, `INVOIC`. */
  readonly type: string;
  readonly segments: readonly Segment[];
  readonly marks: readonly Mark[];
};

const lineHeight = 20;

type LineProps = {
  readonly segment: Segment;
  readonly marks: SegmentMarks | undefined;
  readonly signs: { readonly element: string; readonly segment: string };
};

function Line({ segment, marks, signs }: LineProps) {
  return (
    <>
      <div className={styles.line} data-wrong={marks !== undefined || undefined}>
        <span className={styles.position}>{segment.position}</span>
        <code className={styles.code}>
          <span
            className={styles.tag}
            data-wrong={marks?.whole === true || undefined}
            data-says={`${segment.tag}: ${segment.name}`}
          >
            {segment.tag}
          </span>
          {segment.elements.map((element) => (
            <span key={element.index}>
              <span className={styles.sign}>{signs.element}</span>
              <span
                className={styles.element}
                data-wrong={marks?.elements.has(element.index) || undefined}
                data-says={`${segment.tag}${String(element.index).padStart(2, '0')}: ${segment.name}, element ${element.index}`}
              >
                {element.text}
              </span>
            </span>
          ))}
          <span className={styles.sign}>{signs.segment}</span>
        </code>
      </div>
      {marks?.words.map((words) => (
        <p key={words} className={styles.words}>
          {words}
        </p>
      ))}
    </>
  );
}

/** A document, one segment to a line; goes to the first marked one by itself. */
export function DocumentViewer({ title, type, segments, marks: places }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [says, setSays] = useState('');
  const marks = useMemo(() => marksOf(places), [places]);
  const signs = signsOf(type);
  const firstWrong = useMemo(() => segments.findIndex(({ position }) => marks.has(position)), [segments, marks]);
  // oxlint-disable-next-line react/incompatible-library -- its answers are used in this render only and never memoised
  const lines = useVirtualizer({
    count: segments.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    // Starts at the first failing line; a few lines above it give it a context.
    initialOffset: Math.max(0, firstWrong - 5) * lineHeight,
  });

  const onPointerOver = (event: PointerEvent) => {
    if (event.target instanceof HTMLElement) setSays(event.target.dataset.says ?? '');
  };

  return (
    <div className={styles.box}>
      <div
        ref={scroller}
        className={styles.lines}
        tabIndex={0}
        role="group"
        aria-label={`${title}, as sent`}
        onPointerOver={onPointerOver}
        // A finger leaves at once, and what it touched is still to be read.
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setSays('')}
      >
        <div style={{ height: lines.getTotalSize(), position: 'relative' }}>
          {lines.getVirtualItems().map((item) => {
            const segment = segments[item.index];
            if (segment === undefined) return null;
            return (
              <div
                key={item.key}
                ref={lines.measureElement}
                data-index={item.index}
                className={styles.item}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Line segment={segment} marks={marks.get(segment.position)} signs={signs} />
              </div>
            );
          })}
        </div>
      </div>
      <div className={styles.foot}>
        <span>{says === '' ? `${segments.length} segments` : says}</span>
        {firstWrong >= 0 && (
          <button type="button" onClick={() => lines.scrollToIndex(firstWrong, { align: 'center' })}>
            Go to the error
          </button>
        )}
      </div>
    </div>
  );
}
