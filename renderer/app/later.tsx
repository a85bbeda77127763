import {
  type ComponentType,
  createElement,
  type ReactNode,
  Suspense,
  use,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { Broken } from '#renderer/kit/broken.tsx';
import { arrivedOf, type Code, forgetFailed, usePreloaded } from './part.ts';

type FetchedProps<P> = { readonly code: () => Promise<ComponentType<P>>; readonly props: P };

function Fetched<P extends object>({ code, props }: FetchedProps<P>) {
  const fetched = code();
  // What is here is drawn at once: React would draw nothing in its place first, and leave that for a third of a second.
  return createElement(arrivedOf(fetched) ?? use(fetched), props);
}

type Props<P> = FetchedProps<P> & {
  /** What it is called in a sentence: `The help`. */
  readonly place: string;
  /** When this changes it is tried again. */
  readonly about?: unknown;
  /** What stands in its place where it failed, if more than that has to be said. */
  readonly renderBroken?: ((error: unknown, again: () => void) => ReactNode) | undefined;
};

/** Draws a part whose code comes later. It fails for itself, also where it could not be fetched. */
export function Part<P extends object>({ code, props, place, about, renderBroken }: Props<P>) {
  // Who comes back to what could not be fetched tries it again by that.
  useEffect(() => forgetFailed, []);
  return (
    <Boundary
      place={place}
      about={about}
      renderBroken={(error, again) => {
        const retry = () => {
          forgetFailed();
          again();
        };
        return renderBroken?.(error, retry) ?? <Broken error={error} place={place} again={retry} />;
      }}
    >
      <Suspense fallback={null}>
        <Fetched code={code} props={props} />
      </Suspense>
    </Boundary>
  );
}

type LaterProps<P> = {
  readonly code: Code<P>;
  readonly props: P;
  readonly place: string;
  /** Whether it is to be seen. */
  readonly wanted: boolean;
  /** What stands in its place where its code could not be had, if that has to be more than a word about it. */
  readonly renderBroken?: () => ReactNode;
};

/**
 * What lies over the screens: there from when it is first wanted, or all code is here. It stays, to give the focus back. What
 * could not be fetched ahead is no trouble of anybody who has not wanted it.
 */
export function Later<P extends object>({ code, props, place, wanted, renderBroken }: LaterProps<P>) {
  const preloaded = usePreloaded(({ done }) => done) && code.isHere();
  const [begun, setBegun] = useState(false);
  if (wanted && !begun) setBegun(true);
  useFirstReturn(wanted, preloaded);
  return (
    (begun || preloaded) && <Part code={code} props={props} place={place} about={wanted} renderBroken={renderBroken} />
  );
}

/** What comes with its code is open as soon as it is there, and does not know who had the focus before it. */
function useFirstReturn(wanted: boolean, there: boolean): void {
  const from = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (there) return;
    if (wanted) from.current = document.activeElement;
    const { current } = from;
    if (wanted || !(current instanceof HTMLElement)) return;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) current.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, there]);
}
