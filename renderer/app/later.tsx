import { type ComponentType, createElement, Suspense, use, useEffect, useState } from 'react';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { Broken } from '#renderer/kit/broken.tsx';
import { forgetFailed, usePreloaded } from './part.ts';

type FetchedProps<P> = { readonly code: () => Promise<ComponentType<P>>; readonly props: P };

function Fetched<P extends object>({ code, props }: FetchedProps<P>) {
  return createElement(use(code()), props);
}

type Props<P> = FetchedProps<P> & {
  /** What it is called in a sentence: `The help`. */
  readonly place: string;
  /** When this changes it is tried again. */
  readonly about?: unknown;
};

/** Draws a part whose code comes later. It fails for itself, also where it could not be fetched. */
export function Part<P extends object>({ code, props, place, about }: Props<P>) {
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
        return <Broken error={error} place={place} again={retry} />;
      }}
    >
      <Suspense fallback={null}>
        <Fetched code={code} props={props} />
      </Suspense>
    </Boundary>
  );
}

type LaterProps = {
  readonly code: () => Promise<ComponentType>;
  readonly place: string;
  /** Whether it is to be seen. */
  readonly wanted: boolean;
};

/** What lies over the screens: there from when it is first wanted, or all code is here. It stays, to give the focus back. */
export function Later({ code, place, wanted }: LaterProps) {
  const preloaded = usePreloaded(({ done }) => done);
  const [begun, setBegun] = useState(false);
  if (wanted && !begun) setBegun(true);
  return (begun || preloaded) && <Part code={code} props={{}} place={place} about={wanted} />;
}
