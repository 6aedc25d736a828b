import { Component, type ComponentChildren } from 'preact';
import { Button } from '../parts/form/button.js';
import { Notice } from '../parts/notice/notice.js';

interface Props {
  readonly children: ComponentChildren;
}

interface State {
  readonly failure: string | null;
}

/** Shows what failed in a page, so that the rest of the frame stays usable. */
export class FailureBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  override componentDidCatch(error: unknown): void {
    this.setState({ failure: error instanceof Error ? error.message : 'Unknown failure' });
  }

  override render() {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <Notice
        kind="danger"
        title="This page failed"
        isUrgent
        actions={
          <Button icon="repeat" onClick={() => location.reload()}>
            Load again
          </Button>
        }
      >
        <p>Runs are not affected. If it fails again, report it with this text:</p>
        <p class="code">{failure}</p>
      </Notice>
    );
  }
}
