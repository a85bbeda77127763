import { Component, type ReactNode } from 'react';
import { distrustAnswers } from '#renderer/data/refresh.ts';
import { Broken } from './broken.tsx';

type Props = {
  /** What is inside, as it is called in a sentence: `The queue`. */
  readonly place: string;
  /** When this changes, what is inside is tried again: another issue, another row. */
  readonly about?: unknown;
  /** What stands in its place, where there is no room for a notice. */
  readonly renderBroken?: (error: unknown, again: () => void) => ReactNode;
  readonly children: ReactNode;
};

type State = { readonly failed: { readonly error: unknown } | null };

/** Keeps what goes wrong while one part is drawn within that part. */
export class Boundary extends Component<Props, State> {
  override state: State = { failed: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failed: { error } };
  }

  override componentDidCatch(): void {
    distrustAnswers();
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed !== null && before.about !== this.props.about) this.again();
  }

  private readonly again = (): void => this.setState({ failed: null });

  override render(): ReactNode {
    const { failed } = this.state;
    const { children, renderBroken, place } = this.props;
    if (failed === null) return children;
    if (renderBroken !== undefined) return renderBroken(failed.error, this.again);
    return <Broken error={failed.error} place={place} again={this.again} />;
  }
}
