"""How a broadcast goes through the states of section 18 on the world's clock."""

from contract_tests.conftest import Site
from contract_tests.tcn.calling import EXAMPLE, file, upload


def status(site: Site, sid: int = 998547) -> int:
    """The state of a broadcast."""
    code: int = site.row("task_groups", sid, app="tcn")["status"]
    return code


def test_a_broadcast_is_prepared_then_scheduled_then_running(tcn: Site) -> None:
    """1000 Preparing, 1100 Scheduled until its start, 1200 Running."""
    upload(tcn, file(start_time="01/05/2026 11:00"))
    assert status(tcn) == 1000
    tcn.advance(2)
    assert status(tcn) == 1100
    tcn.advance(3599)
    assert status(tcn) == 1200


def test_a_broadcast_that_runs_into_its_end_is_billed_and_then_exported(tcn: Site) -> None:
    """Paused or not: 1310 Completed - Timeout at its end, 1410 an hour later, 1510 after a day."""
    upload(tcn, file(start_time="01/05/2026 11:00", end_time="01/05/2026 12:00"))
    tcn.patch("task_groups", 998547, app="tcn", status=1210)
    tcn.advance(2 * 3600 - 1)
    assert status(tcn) == 1210
    tcn.advance(1)
    assert status(tcn) == 1310
    tcn.advance(3600)
    assert status(tcn) == 1410
    tcn.advance(23 * 3600)
    assert status(tcn) == 1510


def test_the_drip_campaign_of_the_handbook_stays_open(tcn: Site) -> None:
    """It has no records, and runs until it is stopped."""
    tcn.advance(7 * 24 * 3600)
    assert status(tcn, 0) == 1200


def test_an_upload_leaves_other_broadcasts_alone(tcn: Site) -> None:
    """Those that are over and exported stay so."""
    upload(tcn, EXAMPLE)
    tcn.advance(3600)
    assert (status(tcn, 998545), status(tcn, 998546)) == (1500, 1500)
