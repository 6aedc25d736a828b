import { Component, type ComponentChildren } from 'preact';
import { Notice } from '../parts/notice/notice.js';
import { PageHead } from './page-head.js';
import { ReloadButton } from './reload-button.js';

interface Props {
  /** Of the page: another one is tried again. */
  readonly path: string;
  readonly children: ComponentChildren;
}

interface State {
  readonly failure: { readonly path: string; readonly text: string } | null;
}

/** Shows what failed in a page, so that the rest of the frame stays usable. */
export class FailureBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  override componentDidCatch(error: unknown): void {
    const text = error instanceof Error ? error.message : 'Unknown failure';
    this.setState({ failure: { path: this.props.path, text } });
  }

  override render() {
    const { failure } = this.state;
    if (failure?.path !== this.props.path) return this.props.children;
    return (
      <>
        <PageHead title="This page failed" />
        <Notice kind="danger" title="The page has an error" isUrgent actions={<ReloadButton />}>
          <p>Runs are not affected. If it fails again, report it with this text:</p>
          <p class="code">{failure.text}</p>
        </Notice>
      </>
    );
  }
}
