//! What the queue notes by itself.

use partnerdesk::actions;
use partnerdesk::app::App;
use partnerdesk::tasks;

/// Lets time pass until the queue gives up what it cannot do.
pub async fn given_up(app: &App) -> Result<(), actions::Error> {
    for _ in 0..13 {
        tasks::work_off(app).await?;
        app.clock.advance(chrono::TimeDelta::hours(1));
    }
    Ok(())
}
