//! Work that outlives its request, on a disk that fails meanwhile: it goes on where it stopped, is never
//! given up for the disk's sake, and everybody is done once.

use std::thread::sleep;
use std::time::Duration;

use partnerdesk::clock::new_id;
use partnerdesk::domain::id::JobId;
use partnerdesk::domain::role::Role;
use partnerdesk::store;

use super::Installation;
use super::faults::Faults;
use super::watching::at_least;

/// As many as the queue does, and not the request itself.
const USERS: usize = 260;

#[actix_web::test]
async fn a_job_waits_until_the_disk_is_well_and_does_everybody_once() {
    for fault in ["write ENOSPC", "fsync EIO", "write EIO 2", "memory"] {
        let installation = Installation::new().await;
        if installation.directory().is_none() {
            return;
        }
        let faults = Faults::of_the_database();
        let server = installation.serve_on(&faults);
        let kim = installation.signed_in(&server);
        let site = installation.site().await;
        let customer = site.customer("Aquila", "aquila.example").await;
        let staff = site.staff(Role::GlobalAdmin).await;
        for number in 0..USERS {
            site.user(&staff, customer, &format!("User {number:03}"), &[]).await;
        }
        let reply = kim.post(&format!("/customers/{customer}/selections"), &[("go", "all")]).unwrap();
        let selection = reply.location.split_once("selection=").unwrap().1.to_owned();
        let form = new_id().to_string();
        let fields = [("selection", selection.as_str()), ("form_id", form.as_str())];
        let started = kim.post(&format!("/customers/{customer}/deletions"), &fields).unwrap();
        assert_eq!(started.status, 303);
        faults.on(fault);
        // While it fails the queue looks at it several times.
        sleep(Duration::from_secs(3));
        faults.off();
        let id: JobId = started.location.rsplit('/').next().unwrap().parse().unwrap();
        // Sooner than a lease ends: what could not be put back is, as soon as it can be.
        let well = std::time::Instant::now();
        at_least(&site, customer, id, 260).await;
        let job = store::jobs::find(site.app.db.read(), customer, id).await.unwrap().unwrap();
        assert_eq!((job.total, job.done, job.refused), (260, 260, 0), "{fault}");
        assert!(well.elapsed() < Duration::from_secs(40), "{fault}: {:?}", well.elapsed());
        let now = site.now(customer).await;
        assert_eq!((now.active_users, now.deleted_users), (0, 260), "{fault}");
        assert!(installation.succeed(&["check"]).starts_with("no discrepancy"), "{fault}");
        assert_eq!(server.stop().code, 0);
    }
}
