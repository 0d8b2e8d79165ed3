//! What is done every so often is done once, however many nodes there are.

use chrono::TimeDelta;
use partnerdesk::tasks::{Turn, keep_schedules, run_next};

use super::nodes;
use crate::support::{Site, let_go, texts};

/// How many turns were needed until every node found nothing to do; all of them look at once.
async fn turns(nodes: &[Site]) -> usize {
    let mut worked = 0;
    loop {
        let [one, two, three, four] = [0, 1, 2, 3].map(|node| Box::pin(run_next(&nodes[node].app)));
        let (a, b, c, d) = tokio::join!(one, two, three, four);
        let now = [a, b, c, d].into_iter().filter(|turn| *turn.as_ref().unwrap() == Turn::Worked).count();
        if now == 0 {
            return worked;
        }
        worked += now;
    }
}

async fn keep(nodes: &[Site]) {
    let [one, two, three, four] = [0, 1, 2, 3].map(|node| Box::pin(keep_schedules(&nodes[node].app)));
    let (a, b, c, d) = tokio::join!(one, two, three, four);
    for kept in [a, b, c, d] {
        kept.unwrap();
    }
}

fn pass(nodes: &[Site], span: TimeDelta) {
    for node in nodes {
        node.app.clock.advance(span);
    }
}

#[actix_web::test]
async fn once_a_minute_whatever_the_number_of_nodes() {
    let (nodes, _) = nodes(4).await;
    for minute in 0..5 {
        keep(&nodes).await;
        assert_eq!(turns(&nodes).await, 1, "{minute}");
        pass(&nodes, TimeDelta::seconds(50));
        assert_eq!(turns(&nodes).await, 0, "{minute}");
        pass(&nodes, TimeDelta::seconds(10));
    }
    // Nobody makes up for what was not done while no node was there.
    pass(&nodes, TimeDelta::hours(3));
    keep(&nodes).await;
    assert_eq!(turns(&nodes).await, 1);
}

#[actix_web::test]
async fn a_node_that_died_in_the_middle_is_followed_by_another_one() {
    let (nodes, _) = nodes(4).await;
    keep(&nodes).await;
    let app = &nodes[0].app;
    assert!(partnerdesk::actions::queue::take(app, &["clean-up"]).await.unwrap().is_some());
    assert_eq!(turns(&nodes).await, 0);
    pass(&nodes, TimeDelta::seconds(61));
    assert_eq!(turns(&nodes).await, 1);
}

#[actix_web::test]
async fn a_clock_that_was_ahead_keeps_nothing_from_being_cleaned() {
    let (nodes, _) = nodes(4).await;
    keep(&nodes).await;
    pass(&nodes, TimeDelta::days(40));
    assert_eq!(turns(&nodes).await, 1);
    // Right again: the next time would be in forty days; and one was just at it when the clock was set.
    pass(&nodes, TimeDelta::days(-40));
    keep(&nodes).await;
    assert_eq!(turns(&nodes).await, 1);
    let_go(&nodes[0].app).await;
    pass(&nodes, TimeDelta::days(40));
    assert!(partnerdesk::actions::queue::take(&nodes[0].app, &["clean-up"]).await.unwrap().is_some());
    pass(&nodes, TimeDelta::days(-40));
    keep(&nodes).await;
    assert_eq!(turns(&nodes).await, 1, "a lease of then is none");
}

#[actix_web::test]
async fn what_fails_is_tried_again_and_never_given_up() {
    let (nodes, _) = nodes(4).await;
    let app = &nodes[0].app;
    keep(&nodes).await;
    crate::support::sql(app, "ALTER TABLE throttles RENAME TO lost", vec![]).await;
    for _ in 0..20 {
        assert_eq!(turns(&nodes).await, 1);
        pass(&nodes, TimeDelta::minutes(1));
    }
    crate::support::sql(app, "ALTER TABLE lost RENAME TO throttles", vec![]).await;
    assert_eq!(turns(&nodes).await, 1);
    assert_eq!(texts(app, "SELECT CAST(attempts AS TEXT) AS text FROM tasks").await, ["0"]);
}
