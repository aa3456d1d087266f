<?php
// Reads {"font", "size", "lang", "justify", "paper", "header", "footer", "html"} from standard input, writes the PDF.
require_once '/usr/share/php/tcpdf/tcpdf.php';

$given = json_decode(stream_get_contents(STDIN), true);

class Pages extends TCPDF
{
    public $given;

    public function Header()
    {
        $this->strip($this->given['header'], 8);
    }

    public function Footer()
    {
        $number = (string) $this->getPage();
        if ($this->given['indic']) {
            $number = strtr($number, array_combine(range(0, 9), ['٠', '١', '٢', '٣', '٤', '٥', '٦', '٧', '٨', '٩']));
        }
        $this->strip($this->given['footer'] . ' ' . $number, -15);
    }

    private function strip($text, $y)
    {
        $this->SetY($y);
        $this->SetFont($this->given['font'], '', 8);
        $this->Cell(0, 0, $text, 0, 0, 'C');
    }
}

$pdf = new Pages($given['landscape'] ? 'L' : 'P', 'mm', 'A4');
if (is_file($given['font'])) {
    $pdf->setFontSubsetting(false); // its subsets of some fonts cannot be drawn
    $folder = sys_get_temp_dir() . '/';
    $given['font'] = TCPDF_FONTS::addTTFfont($given['font'], 'TrueTypeUnicode', '', 32, $folder);
    $pdf->AddFont($given['font'], '', "$folder{$given['font']}.php");
    $pdf->AddFont($given['font'], 'B', "$folder{$given['font']}.php");
}
$pdf->given = $given;
$pdf->setPrintHeader($given['header'] !== '');
$pdf->setPrintFooter($given['header'] !== '');
$pdf->SetMargins(20, 22, 20);
$pdf->setRTL($given['lang'] === 'ar');
$pdf->SetFont($given['font'], '', $given['size']);
$pdf->AddPage();
$pdf->writeHTML($given['html'], true, false, true, false, $given['justify'] ? 'J' : '');
echo $pdf->Output('text.pdf', 'S');
