import { type ComponentType, type ReactElement, useEffect, useEffectEvent, useState } from 'react';
import { tellProblem } from '#renderer/kit/problems.tsx';
import styles from './late-menu.module.css';
import { forgetFailed, usePreloaded } from './part.ts';

type Button = {
  readonly 'aria-haspopup': 'menu' | 'dialog';
  readonly 'aria-expanded': boolean;
  readonly onClick?: (() => void) | undefined;
};

/** What is given to a menu whose code came later. */
export type LateMenuProps = {
  /** What opens it. */
  readonly button: ReactElement;
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
};

type Props<P> = {
  readonly code: () => Promise<ComponentType<P & LateMenuProps>>;
  /** What else the menu is given. */
  readonly props: P;
  /** What it opens, for those who hear the button. The target of a menu hears its press itself. */
  readonly kind: Button['aria-haspopup'];
  readonly renderButton: (button: Button) => ReactElement;
};

type Arrived<P> = {
  readonly Menu: ComponentType<P & LateMenuProps>;
  /** Whether somebody had come to the button, or pressed it, before. */
  readonly hadFocus: boolean;
  readonly pressed: boolean;
};

/**
 * A button whose menu comes later. Until its code is here the button stands for itself; a press on it fetches the code, and
 * counts once that is here.
 */
export function LateMenu<P extends object>({ code, props, kind, renderButton }: Props<P>) {
  const [place, setPlace] = useState<HTMLSpanElement | null>(null);
  const preloaded = usePreloaded(({ done }) => done);
  const [opened, setOpened] = useState(false);
  const [arrived, setArrived] = useState<Arrived<P>>();

  const arrive = async (pressed: boolean) => {
    const Menu = await code();
    const hadFocus = place?.contains(document.activeElement) === true;
    setArrived((before) => ({ Menu, hadFocus, pressed: pressed || before?.pressed === true }));
  };
  const press = () =>
    arrive(true).catch((error: unknown) => {
      forgetFailed();
      tellProblem(error);
    });
  // The button is another element now. It has to be there before the focus can go to it, or a menu open under it.
  const onThere = () => {
    if (arrived?.hadFocus === true) place?.querySelector('button')?.focus({ preventScroll: true });
    if (arrived?.pressed === true) setOpened(true);
  };
  const toggle = () => setOpened(!opened);
  const button = (onClick: (() => void) | undefined) =>
    renderButton({ 'aria-haspopup': kind, 'aria-expanded': opened, onClick });
  return (
    <span ref={setPlace} className={styles.place}>
      {arrived === undefined ? (
        <>
          {button(() => void press())}
          {preloaded && <There tell={() => void arrive(false).catch(forgetFailed)} />}
        </>
      ) : (
        <>
          <arrived.Menu
            {...props}
            button={button(kind === 'menu' ? undefined : toggle)}
            opened={opened}
            onChange={setOpened}
          />
          <There key={String(arrived.pressed)} tell={onThere} />
        </>
      )}
    </span>
  );
}

/** Tells, once, when what is drawn before it is there. */
function There({ tell }: { readonly tell: () => void }) {
  const latest = useEffectEvent(tell);
  useEffect(() => latest(), []);
  return null;
}
