"""The wave's days, each told by what somebody types, taps and reads."""

import io
import re
import time
from concurrent.futures import ThreadPoolExecutor

from pypdf import PdfReader

from bot.trial.cast import ANDI, HALIMAH, HASAN, JOKO, RINA, SITI
from tests.journeys.wave.files import PEOPLE, list_of, rows_of, statuses, with_a_slip
from tests.journeys.wave.hand import Hand
from tests.journeys.wave.region import WaveRegion, member_of

_AT_ONCE = 6
_NUMBER = re.compile(r"ASP-[0-9A-Z]{8}")


class Story:
    """Rina plans and answers, Pak Hasan approves, sixty people are moved; `told` is the timeline."""

    def __init__(self, region: WaveRegion) -> None:
        self.region = region
        self.rina, self.hasan = region.hand(RINA), region.hand(HASAN)
        self.movers = [member_of(one) for one in region.wave]
        self.linked: list[Hand] = []
        self._began = time.monotonic()

    def tell(self, what: str) -> None:
        print(f"{self.region.today:%d-%m-%Y} ({time.monotonic() - self._began:5.1f} s)  {what}")  # noqa: T201 -- the timeline

    def officers_come(self) -> None:
        for one in (self.rina, self.hasan):
            one.links()
        self.tell("Rina and Pak Hasan link their telephones with their letters")

    def people_come(self) -> None:
        """Nine in ten of those with a telephone have linked before anything is proposed."""
        able = [
            self.region.hand(one)
            for one, move in zip(self.movers, self.region.wave, strict=True)
            if move.servant.phone
        ]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(lambda one: one.links(), able))
        self.linked = able
        self.tell(f"{len(able)} of the {PEOPLE} who will be moved link theirs")

    def list_comes_in(self) -> None:
        """A slip comes back marked; the mended list is seen before it is taken in, beside HR's export."""
        region, rina = self.region, self.rina
        content = list_of(region.wave, region.people.parent, region.today)
        rina.types("/impor", "Impor berkas")
        told = rina.sends("usulan.xlsx", with_a_slip(content), "belum ada yang berubah")
        assert "tidak terdiri atas 18 angka" in told
        assert "Masukkan" not in rina.keys
        rina.taps("Berkas bertanda", "Berkas bertanda sudah dikirim")
        assert rina.file(".xlsx")[:2] == b"PK"
        rina.types("/impor", "menunggu keputusan")
        rina.taps("Hapus berkas ini", "Impor berkas kepegawaian")
        rina.sends("usulan.xlsx", content, "Usulan mutasi: 60 baru")
        told = rina.sends(region.people.name, region.people.read_bytes(), "Pegawai: ")
        assert "Usulan mutasi: 60 baru" in told
        done = rina.taps("Masukkan", "sudah masuk")
        assert "Usulan yang menjadi konsep: 60" in done
        assert not any(one.has("informasi pribadi") for one in self.linked)
        self.tell(
            "The list is refused for one NIP, mended, seen and taken in: 60 drafts; nobody is told of it"
        )

    def is_checked(self) -> None:
        found = self._checks()
        self.tell(f"The check finds {found} things that somebody could rightly complain of")

    def is_planned(self) -> None:
        """A scenario of the product's own, to hold the list against."""
        rina = self.rina
        rina.types("/rencana", "Skenario penataan")
        rina.taps("Skenario baru", "1 dari 2")
        rina.taps("Seluruh daerah", "2 dari 2")
        rina.taps("Hitung sekarang", "selesai dihitung")
        told = rina.taps("Lihat hasilnya", "belum ada pegawai yang melihatnya")
        rina.taps("Daftar perpindahan", "Perpindahan dalam Skenario 1")
        self.tell(f"A scenario to hold it against: {told.splitlines()[3]}")

    def is_mended(self) -> None:
        """The reasons that the data do not bear out are written anew; what stays is answered in writing."""
        rina = self.rina
        mended = answered = 0
        self._opens_wave()
        told = rina.taps("Daftar temuan", "Yang dapat dipersoalkan")
        names = [key for key in rina.keys if key != "Gelombang ini"]
        for name, part in zip(names, told.split("\n\n")[1:], strict=False):
            self._opens_wave()
            rina.taps("Daftar temuan", "Yang dapat dipersoalkan")
            rina.taps(name, "Ke: ")
            if "tidak didukung data" in part:
                rina.taps("Ubah draf", "Ubah draf: ")
                rina.taps("Alasan", "Tulis alasan")
                rina.types("Atas permintaan sendiri, agar lebih dekat dengan tempat tinggal.", "lebih dekat")
                rina.taps("Simpan", "Alasan tersimpan")
                mended += 1
        self._checks()
        while self._open_findings():
            rina.taps("Daftar temuan", "Yang dapat dipersoalkan")
            told = rina.awaits("Yang dapat dipersoalkan")
            parts = [one for one in told.split("\n\n")[1:] if "Belum dijawab" in one]
            name = parts[0].splitlines()[0].partition(" · ")[2]
            rina.taps(name, "Ke: ")
            rina.taps("Alasan dan temuan", name)
            rina.taps("Temuan", "Temuan")
            rina.taps("Jawab temuan", "Jawaban atas temuan")
            rina.types("Sudah disepakati kedua unit; pengganti disiapkan bulan depan.", "disepakati")
            rina.taps("Simpan", "Jawaban tersimpan")
            answered += 1
        self.tell(f"{mended} drafts are mended, {answered} findings answered in writing")

    def is_asked_for(self) -> None:
        rina = self.rina
        self._opens_wave()
        rina.taps("Ajukan publikasi", "Ajukan publikasi DAFTAR")
        rina.taps("Ya, ajukan", "Publikasi sudah diajukan: 60 usulan")
        rina.taps("Pratinjau per orang", "Pratinjau 1 dari 60")
        assert "Setujui" not in rina.keys
        self.tell("Rina asks for publication, and cannot approve what she asked for")

    def is_approved(self) -> None:
        """Pak Hasan sees cards and notices as they will arrive; his PIN is set up on the way."""
        hasan = self.hasan
        self._opens_wave(hasan)
        hasan.taps("Pratinjau per orang", "Pratinjau 1 dari 60")
        hasan.taps("Lihat pemberitahuannya", "\u2022\u2022\u2022")
        seen = hasan.taps("Berikutnya", "Pratinjau 2 dari 60")
        assert "belum merupakan keputusan" in seen
        hasan.taps("Setujui", "Setujui DAFTAR")
        hasan.taps("Ya, tampilkan", "Disetujui: 60 usulan")
        self.tell("Pak Hasan sees previews, sets his PIN and approves")

    def all_are_told(self) -> None:
        """Each linked person privately; on paper and by a mark those whom no message reaches."""
        for one in self.linked:
            one.awaits("Ada informasi pribadi")
        self.tell(f"{len(self.linked)} people have their notice; no two read the same code")
        codes = {one.awaits("Ada informasi pribadi").partition("Kode:")[2] for one in self.linked}
        assert len(codes) == len(self.linked)
        hasan = self.hasan
        self._opens_wave(hasan)
        hasan.taps("Berkas dan status", "Daftar Tim Penilai memuat")
        hasan.taps("Daftar Tim Penilai", f"{PEOPLE - len(self.linked)} orang belum menerima kabar")
        self.tell("Kabar Pertama: the list for the board is refused while somebody has not been told")

    def liaison_brings_the_word(self) -> None:
        """Andi becomes the liaison of Halimah's unit, hands her a card, and the others are marked."""
        hasan, andi = self.hasan, self.region.hand(ANDI)
        andi.links()
        hasan.types("/wewenang", "Wewenang petugas")
        hasan.taps("Cari orang", "Mohon ketik NIP")
        hasan.types(ANDI.nip, "Ini yang kami temukan")
        hasan.taps(ANDI.first_name, "NIP ")
        hasan.taps("Beri wewenang", "Wewenang apa?")
        hasan.taps("Penghubung", "Untuk unit mana?")
        hasan.types("Kecamatan Sekara", "unit yang kami temukan")
        hasan.taps("Kecamatan Sekara", "Beri wewenang?")
        hasan.taps("Ya, beri wewenang", "Sudah diberikan")
        andi.awaits("penghubung unit untuk Kecamatan Sekara")
        self.tell("Andi is made liaison of Kecamatan Sekara, and is told so")
        andi.types("/penghubung", "Halaman 1 dari")
        andi.taps(HALIMAH.name, "Ada usulan yang menunggu disampaikan")
        andi.taps("Cetak kartu", "Kartu sudah dikirim")
        assert andi.file(".pdf")[:4] == b"%PDF"
        andi.types("/penghubung", "Halaman 1 dari")
        andi.taps(HALIMAH.name, "Ada usulan yang menunggu disampaikan")
        andi.taps("Amplop diserahkan", "Kapan amplop diserahkan?")
        andi.taps("Hari ini", "Amplop diserahkan ")
        rest = PEOPLE - len(self.linked) - 1
        self._opens_wave()
        self.rina.taps("Kabar Pertama", f"Kabar Pertama: {rest} orang")
        for left in range(rest, 0, -1):
            first = self.rina.keys[0]
            self.rina.taps(first, "tandai sebabnya")
            brings = f"Kabar Pertama: {left - 1} orang" if left > 1 else "Tidak ada lagi yang menunggu kabar"
            self.rina.taps("Sedang cuti", brings)
        self.tell(f"Halimah has her card in an envelope; {rest} are marked as beyond reach, with the reason")

    def they_read_and_speak(self) -> None:
        """Siti reads her card and why; three understand, one does not; Siti finds a fault in her data."""
        siti = self.region.hand(SITI)
        card = siti.types("/mutasi", "belum merupakan keputusan")
        assert "UPTD Puskesmas Kemuning" in card
        siti.taps("Mengapa saya?", "1.")
        others = [one for one in self.linked if one.who is not SITI]
        self.speakers = others[:6]
        for one in self.speakers[:3]:
            one.types("/manfaat", "Untung")
            one.taps("Paham", "paham")
        siti.types("/data", "Data yang dipakai tentang")
        siti.taps("Ada yang keliru", "Data mana yang keliru?")
        siti.taps("Golongan", "apa yang benar?")
        siti.types("Golongan saya III/a sejak 1 Oktober 2026, SK terlampir di map.", "bukti")
        siti.taps("Lanjut tanpa berkas", "periksa sekali lagi")
        siti.taps("Kirim", "Terkirim: ")
        self.tell("Siti reads her card, and files that her grade is wrong")

    def concerns_come(self) -> None:
        """Sealed, confidential, and one without a trace."""
        self.cases = []
        for one, kind, mode in (
            (self.region.hand(JOKO), "Jarak dan waktu tempuh", "Tersegel"),
            (self.speakers[3], "Jarak dan waktu tempuh", "Tersegel"),
            (self.speakers[4], "Jarak dan waktu tempuh", "Rahasia"),
        ):
            one.types("/aspirasi", "Aspirasi")
            one.taps("Tulis aspirasi", "Tentang apa?")
            if "siapa yang boleh tahu?" not in one.taps(kind, f"{kind}"):
                one.taps("Masih ingin menulis", "siapa yang boleh tahu?")
            one.taps(mode, "3 dari 4")
            one.types(f"Mohon ditimbang: {kind.lower()} berat bagi kami.", "belum terkirim")
            one.taps("Periksa dan kirim", "Periksa sebelum dikirim")
            told = one.taps("Kirim", "Aspirasi terkirim")
            number = _NUMBER.search(told)
            assert number is not None
            self.cases.append((number[0], one))
        self.tell(f"{len(self.cases)} concerns are filed, two of them sealed")

    def correction_is_answered(self) -> None:
        rina = self.rina
        rina.types("/tiket", "Aspirasi yang menunggu")
        rina.taps("Jalur lain", "Jalur lain")
        listed = rina.taps("Perbaikan data (1)", "Menunggu: 1")
        rina.taps(_first_of(listed), "III/a sejak 1 Oktober")
        rina.taps("Terima", "Tulis penjelasan")
        rina.types("Golongan menjadi III/a; perbaikan masuk pada impor berikut.", "Ini yang akan dibaca")
        rina.taps("Kirim jawaban", "tercatat")
        self.region.hand(SITI).awaits("Golongan menjadi III/a")
        self.tell("The correction is answered within three days, and Siti is told")

    def concerns_are_answered(self) -> None:
        """By number, without a name; each sender reads the answer where the concern stands."""
        rina = self.rina
        for number, sender in self.cases:
            told = rina.types(f"/tiket {number}", number)
            assert sender.who.name not in told
            rina.taps("Jawab", f"Jawaban untuk {number}")
            rina.types("Terima kasih. Mobil jemputan unit mulai jalan bulan depan.", "Masuk ke draf")
            rina.taps("Periksa dan kirim", "Periksa jawaban")
            rina.taps("Kirim jawaban", f"{number} dijawab")
        for number, sender in self.cases:
            sender.types("/aspirasi", "Aspirasi")
            sender.taps(f"Buka {number}", "Mobil jemputan unit")
        self.tell(
            "Each concern is answered by its number, no name beside it, and its sender reads the answer"
        )

    def one_is_withdrawn(self) -> None:
        """What somebody said weighs more than the plan: it is withdrawn, and its owner reads why."""
        hasan, who = self.hasan, self.speakers[3]
        hasan.types(f"/usulan {who.who.nip}", who.who.name)
        hasan.taps(who.who.name, "Ke: ")
        hasan.taps("Langkah berikut", "Dibatalkan")
        hasan.taps("Dibatalkan", "Perlu alasan tertulis")
        hasan.taps("Tulis catatan", "Tulis catatan atau alasannya")
        hasan.types("Jenjang di unit tujuan tidak tersedia; usulan ditinjau kembali.", "tidak tersedia")
        hasan.taps("Simpan", "Langkah tercatat")
        self.going = [one for one in self.movers if one.nip != who.who.nip]
        who.awaits("Ada perkembangan")
        who.types("/mutasi", "Jenjang di unit tujuan tidak tersedia")
        self.tell("One proposal is withdrawn for what its owner said, with the reason on their card")

    def board_has_the_list(self) -> None:
        rina = self.rina
        self._opens_wave()
        rina.taps("Berkas dan status", "Daftar Tim Penilai memuat")
        rina.taps("Daftar Tim Penilai", "Siap: 1 berkas")
        rows = rows_of(rina.file(".xlsx"))
        listed = {one.nip for one in self.movers} & {str(cell) for row in rows for cell in row}
        assert len(listed) == PEOPLE - 1
        self.tell(f"Everybody was told first: the board's list leaves with {len(listed)} names")
        self._records(rina, "board")
        self.tell("The board has met: its statuses come back by file")

    def is_decided(self) -> None:
        self._records(self.hasan, "ppk_approved")
        self._records(self.rina, "pertek")
        self.tell("The PPK agrees, and the file goes to BKN")

    def decree_is_signed(self) -> None:
        self._records(self.hasan, "decree")
        joko = self.region.hand(JOKO)
        joko.awaits("Ada perkembangan")
        joko.types("/mutasi", "sudah ditetapkan dengan SK")
        self.tell("The decrees are signed, and each person is told")

    def joko_objects(self) -> None:
        joko = self.region.hand(JOKO)
        joko.types("/keberatan", "Keberatan atas SK")
        joko.taps("Susun surat keberatan", "Dasar keberatan")
        joko.taps("\u2610 Data yang dipakai keliru", "Dasar keberatan")
        joko.taps("Lanjut", "Mohon ketik nomor")
        joko.types("800.1.3.1/27/2026", "Uraian")
        joko.types("Masa tugas di unit asal dihitung tanpa cuti di luar tanggungan.", "Ditambahkan ke uraian")
        joko.taps("Lanjut", "Bukti pendukung")
        joko.taps("Lewati", "mohonkan")
        joko.taps("Ditinjau kembali", "Periksa surat")
        joko.taps("Buat surat (PDF)", "belum diserahkan")
        joko.taps("Serahkan", "Serahkan surat bertanda tangan")
        joko.sends("surat-bertanda-tangan.pdf", b"%PDF-1.7 surat", "Berkas masuk: 1")
        joko.taps("Ajukan berkas ini", "Ajukan keberatan dengan berkas ini?")
        told = joko.taps("Ya, ajukan sekarang", "Jawaban kantor paling lambat")
        self.tell(f"Joko objects; {told.partition('Jawaban kantor ')[2].splitlines()[0]}")

    def objection_is_answered(self) -> None:
        rina, joko = self.rina, self.region.hand(JOKO)
        rina.types("/tiket", "menunggu")
        rina.taps("Jalur lain", "Jalur lain")
        listed = rina.taps("Keberatan (1)", "Menunggu: 1")
        told = rina.taps(_first_of(listed), "Tenggat jawaban")
        assert "lewat" not in told
        rina.taps("Ditolak", "Tulis penjelasan")
        rina.types("Cuti sudah dihitung menurut SK cuti yang berlaku.", "Ini yang akan dibaca")
        rina.taps("Nomor surat", "Ketik nomornya")
        rina.types("800/41/BKPSDM/2027", "Ini yang akan dibaca")
        rina.taps("Kirim jawaban", "tercatat")
        joko.types("/keberatan", "Cuti sudah dihitung")
        self.tell("The objection is answered within its 21 working days, and Joko reads the reason")

    def takes_effect(self) -> None:
        self._records(self.rina, "start_statement")
        self._records(self.rina, "effective")
        self.tell("Work has begun at the new places: the transfers are in effect")

    def is_reported(self) -> None:
        """In numbers for the office, and in words for everybody."""
        hasan = self.hasan
        hasan.types("/laporan", "Gelombang yang sudah disampaikan: 1")
        hasan.taps("DAFTAR USULAN", "Laporan mana yang diperlukan?")
        hasan.taps("Laporan akhir", "Pilih bentuknya")
        hasan.taps("PDF", "Laporan selesai")
        told = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(hasan.file(".pdf"))).pages)
        assert f"{len(self.linked)}" in told
        hasan.types("/laporan", "Gelombang yang sudah disampaikan: 1")
        hasan.taps("DAFTAR USULAN", "Laporan mana yang diperlukan?")
        said = hasan.taps("Anda bilang, kami ubah", "Terima kasih atas aspirasi")
        assert not any(one.name in said for one in self.movers)
        self.tell("The report is made, and 'Anda bilang, kami ubah' is ready, with nobody's name in it")

    def _records(self, who: Hand, status: str) -> None:
        self._opens_wave(who)
        who.taps("Berkas dan status", "Daftar Tim Penilai memuat")
        who.taps("Kirim daftar status", "Kirim spreadsheet")
        content = statuses((one.nip, status, "") for one in self.going)
        who.sends("status.csv", content, "Hasil baca")
        who.taps("Catat", f"Tercatat: {len(self.going)} langkah")

    def _opens_wave(self, who: Hand | None = None) -> str:
        hand = who or self.rina
        hand.types("/gelombang", "Pilih gelombang")
        return hand.taps("DAFTAR USULAN", "Keadaan: ")

    def _checks(self) -> str:
        self._opens_wave()
        return self.rina.taps("Periksa sekarang", "Pemeriksaan selesai:").split("\n\n")[1].split()[0]

    def _open_findings(self) -> int:
        told = self._opens_wave()
        return int(told.partition("temuan terbuka ")[2].split(".")[0])


def _first_of(listed: str) -> str:
    """The number in a list's first line; the newest buttons may be those of a digest that came meanwhile."""
    return listed.split("\n\n")[1].partition(" · ")[0]
