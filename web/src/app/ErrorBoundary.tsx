import { Component, type ReactNode } from 'react';
import { Failure } from '../ui/States';

/** What a page throws while it is drawn stays on that page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <main className="page">
        <Failure error={this.state.error} onRetry={() => this.setState({ error: null })} />
      </main>
    );
  }
}
